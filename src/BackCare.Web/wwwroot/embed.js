// One script tag on any page that the host allows: <script src="https://host/embed.js" defer></script>
// A button in the corner opens the chat in a frame of the host's own origin; nothing of the page around it is read.
(() => {
  const host = new URL(document.currentScript.src).origin;
  const words = { open: '{{embedOpen}}', close: '{{embedClose}}', title: '{{embedTitle}}' };

  // Styles are set one by one: a page that forbids inline styles allows this.
  const make = (tag, attributes, style) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    Object.assign(node.style, style);
    return node;
  };

  const mark = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  mark.setAttribute('viewBox', '0 0 32 32');
  mark.setAttribute('aria-hidden', 'true');
  Object.assign(mark.style, { width: '30px', height: '30px', fill: 'currentColor' });
  for (const [x, y, r] of [[17.6, 3.2, 1.7], [19.6, 7, 1.9], [19.6, 11.3, 2.1], [17.2, 15.4, 2.3], [14.2, 19.4, 2.5], [12.8, 24.2, 2.7], [15.2, 29, 2.6]]) {
    const dot = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
    dot.setAttribute('cx', x);
    dot.setAttribute('cy', y);
    dot.setAttribute('r', r);
    mark.append(dot);
  }

  const button = make('button', { type: 'button', 'aria-label': words.open, 'aria-expanded': 'false', 'aria-controls': 'backcare-frame', title: words.open }, {
    position: 'fixed', insetBlockEnd: '20px', insetInlineEnd: '20px', zIndex: '2147483000', width: '60px', height: '60px', padding: '0', display: 'grid', placeItems: 'center',
    border: '2px solid #fff', borderRadius: '50%', background: '#0e6661', color: '#fff', cursor: 'pointer', boxShadow: '0 4px 16px rgb(0 0 0 / .25)',
  });
  button.append(mark);

  const frame = make('iframe', { id: 'backcare-frame', title: words.title, allow: 'clipboard-write' }, {
    position: 'fixed', insetBlockEnd: '92px', insetInlineEnd: '20px', zIndex: '2147483000', width: 'min(420px, calc(100vw - 40px))', height: 'min(680px, calc(100vh - 112px))',
    border: '1px solid #c9c4b8', borderRadius: '14px', background: '#faf8f4', boxShadow: '0 8px 40px rgb(0 0 0 / .25)', display: 'none', colorScheme: 'normal',
  });

  const isOpen = () => button.getAttribute('aria-expanded') === 'true';

  function open() {
    // Nothing is loaded before somebody wants it.
    if (!frame.src) frame.src = `${host}/?embed=1`;
    frame.style.display = 'block';
    button.setAttribute('aria-expanded', 'true');
    button.setAttribute('aria-label', words.close);
    button.title = words.close;
    frame.focus();
    frame.contentWindow.postMessage({ backcare: 'open' }, host);
  }

  function close() {
    frame.style.display = 'none';
    button.setAttribute('aria-expanded', 'false');
    button.setAttribute('aria-label', words.open);
    button.title = words.open;
    button.focus();
  }

  frame.addEventListener('load', () => { if (isOpen()) frame.contentWindow.postMessage({ backcare: 'open' }, host); });
  button.addEventListener('click', () => { if (isOpen()) close(); else open(); });
  addEventListener('message', event => { if (event.origin === host && event.source === frame.contentWindow && event.data?.backcare === 'close') close(); });
  addEventListener('keydown', event => { if (event.key === 'Escape' && isOpen()) close(); });
  document.body.append(button, frame);
})();
