// Runs before the first paint, so that a chosen theme does not flash; a file of its own because the CSP allows no inline script.
try {
  const theme = localStorage.getItem("meshplay.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage can be forbidden; the system's theme is used then.
}
