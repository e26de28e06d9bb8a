document.getElementById('ltiAuthForm').submit();
