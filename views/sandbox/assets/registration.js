// Moodle looks at the subject only; the origin is not checked.
window.addEventListener('message', (event) => {
  const data = event.data;
  if (typeof data !== 'object' || data === null || data.subject !== 'org.imsglobal.lti.close') return;
  window.location.href = document.getElementById('list').href;
});
