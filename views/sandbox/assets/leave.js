window.top.location.href = document.getElementById('leave').href;
