// The theme: the system's, unless the reader or the address (#dark, #light) says otherwise.
const systemDark = matchMedia('(prefers-color-scheme: dark)');
let chosenTheme = ['dark', 'light'].includes(location.hash.slice(1)) ? location.hash.slice(1) : null;

function drawTheme() {
  const theme = chosenTheme ?? (systemDark.matches ? 'dark' : 'light');
  document.documentElement.dataset.theme = theme;
  byId('theme').textContent = theme === 'dark' ? 'Light' : 'Dark';
  byId('theme').setAttribute('aria-label', 'Use the ' + (theme === 'dark' ? 'light' : 'dark') + ' theme');
}

/** Draws the theme, and calls back whenever another one was asked for. */
function startTheme(changed) {
  drawTheme();
  byId('theme').addEventListener('click', () => {
    chosenTheme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
    changed();
  });
  systemDark.addEventListener('change', changed);
}
