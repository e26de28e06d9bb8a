// Moodle opens a registration in a frame of its own page (not a window) and closes it on this message
// (lib: mod/lti/amd/src/tool_configure_controller.js). It does not check the origin, and nothing secret is said.
for (const button of document.querySelectorAll('[data-close-frame]')) {
  button.addEventListener('click', () => {
    (window.opener || window.parent).postMessage({ subject: 'org.imsglobal.lti.close' }, '*');
  });
}
