// A classic script in the head: the remembered theme is there before the first paint.
try {
  const theme = localStorage.getItem('freshet.theme');
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // Storage is forbidden here: the system's theme serves.
}
