// Running times are counted here, so that a page full of calls costs the server nothing each second.
(() => {
  const clock = { offset: 0 };

  const text = seconds => {
    const two = n => String(n).padStart(2, '0');
    const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
  };

  const tick = () => {
    const now = Date.now() + clock.offset;
    for (const element of document.querySelectorAll('[data-since]')) {
      const shown = text(Math.max(0, Math.floor((now - Number(element.dataset.since)) / 1000)));
      if (element.textContent !== shown) element.textContent = shown;
    }
  };

  setInterval(tick, 1000);

  window.ramais = {
    // The server's clock, in milliseconds: the browser's may be wrong.
    setClock: now => { clock.offset = now - Date.now(); tick(); document.documentElement.dataset.vivo = 'sim'; },
    setTheme: theme => {
      document.cookie = theme
        ? `ramais-tema=${theme}; path=/; max-age=31536000; samesite=strict`
        : 'ramais-tema=; path=/; max-age=0; samesite=strict';
    },
  };
})();
