// The page: what a person can do, and what happens then. `line.js` talks to the bot, `show.js` draws what it says.

import { words } from '/words.js';
import { Line } from '/line.js';
import { card, chips, el, icon, pinned, plainText } from '/show.js';

const $ = id => document.getElementById(id);
const [landing, log, pin, composer, message, state, dialog] = ['landing', 'log', 'pin', 'composer', 'message', 'state', 'dialog'].map($);
const embedded = new URLSearchParams(location.search).has('embed');
const RANK = { emergency: 4, crisis: 3, urgent: 2, soon: 1 };
const SLOW = 600;

// One turn: what the person asked, and what came back. Found by the key it was sent with and, once taken in, by its id.
const turns = [];
const byKey = new Map();
const byId = new Map();
const orphans = new Map();  // replies that came before it was known which message they answer
let live = false;           // whether the person has said something since the page was opened
let forgetting = null;      // the key of the message that asks to be forgotten
let pinnedTurn = null;

const line = new Line({
  activity: hear,
  sent: (key, id) => take(byKey.get(key), id),
  failed: (key, activity) => mark(byKey.get(key), words.failed, () => { byKey.delete(key); say(activity.text, { instead: byKeyOf(key) }); }),
  state: tell,
  lost: () => { reset(); notice(words.lost); },
});

function byKeyOf(key) { return turns.find(turn => turn.key === key); }

// --- hearing ---

function hear(activity) {
  if (activity.type !== 'message') return;
  if (activity.from?.role === 'user') {
    take(byKey.get(activity.channelData?.clientActivityID) ?? newTurn(activity.text ?? '', activity.channelData?.clientActivityID, { before: turns.find(turn => !turn.id) }), activity.id);
    return;
  }

  // What answers nothing on the page is not shown: a welcome says what the landing says, and thanks for a vote have been said.
  const turn = activity.replyToId ? byId.get(activity.replyToId) : turns.at(-1);
  if (!turn) {
    orphans.set(activity.replyToId, [...orphans.get(activity.replyToId) ?? [], activity]);
    return;
  }

  clearTimeout(turn.slow);
  turn.dots?.remove();
  turn.replies.push(activity);
  const reply = activity.channelData?.backcare;
  turn.answer.append(card(activity), actionsFor(activity, reply));
  suggest(turn, reply?.suggestions ?? (activity.suggestedActions?.actions ?? []).map(action => action.title));
  announce(reply?.text ?? activity.text ?? '', reply?.kind === 'referral');
  if (reply?.kind === 'referral') keepInSight(turn, reply, activity.id);
  if (live) toTop(turn); else settle();
  if (forgetting && turn.key === forgetting) forgotten(turn);
}

// The server has the message, under this id.
function take(turn, id) {
  if (!turn || byId.has(id)) return;
  turn.id = id;
  byId.set(id, turn);
  inOrder(turn);
  mark(turn, '');
  const early = orphans.get(id) ?? [];
  orphans.delete(id);
  early.forEach(hear);
}

// The server's order is the order: another window of the same person may have spoken in between.
function inOrder(turn) {
  const from = turns.indexOf(turn);
  turns.splice(from, 1);
  const next = turns.findIndex(other => !other.id || other.id > turn.id);
  const to = next < 0 ? turns.length : next;
  turns.splice(to, 0, turn);
  if (to !== from) log.insertBefore(turn.section, turns[to + 1]?.section ?? null);
}

// After a reload the conversation stands where it stood: at its last question.
function settle() {
  clearTimeout(settle.timer);
  settle.timer = setTimeout(() => { if (!live && turns.length > 0) toTop(turns.at(-1)); }, 60);
}

// Once, and a referral at once. The text goes into the region a moment later than the region's emptying, so that the same words are said again.
function announce(text, atOnce) {
  if (!live) return;
  const region = $(atOnce ? 'assertive' : 'polite');
  region.textContent = '';
  setTimeout(() => { region.textContent = text; }, 50);
}

const isOnline = () => (state.dataset.state ?? 'online') === 'online';

function tell(what) {
  const was = state.dataset.state ?? 'online';
  if (what === was) return;
  state.dataset.state = what;
  state.textContent = what === 'online' ? words.backOnline : words[what];
  if (what === 'online') setTimeout(() => { if (isOnline()) state.textContent = ''; }, 3000);
}

// --- saying ---

function say(text, place) {
  live = true;
  const key = line.post({ type: 'message', text });
  const turn = newTurn(text, key, place);
  mark(turn, words.waiting);
  turn.slow = setTimeout(() => { if (!isOnline()) return; turn.dots = el('p', { class: 'dots' }, el('span', { class: 'sr' }, words.slow), el('i'), el('i'), el('i')); turn.answer.append(turn.dots); }, SLOW);
  toTop(turn);
  return turn;
}

// Chips go away when they are used; the focus goes on to what they asked.
const ask = text => say(text).heading.focus({ preventScroll: true });

function newTurn(question, key, { instead, before } = {}) {
  instead?.section.remove();
  if (instead) turns.splice(turns.indexOf(instead), 1);
  log.querySelectorAll('.suggestions').forEach(old => old.remove());
  landing.hidden = true;
  log.hidden = false;

  const heading = el('h2', { class: 'question', tabindex: '-1' }, el('span', { class: 'sr' }, `${words.youAsked}: `), el('span', { dir: 'auto' }, question));
  const mark = el('p', { class: 'mark-sent' });
  const answer = el('div', { class: 'answer' });
  const section = el('section', { class: 'turn' }, el('div', { class: 'asked' }, heading, mark), answer);
  const turn = { question, key, heading, mark, answer, section, replies: [] };
  turns.splice(before ? turns.indexOf(before) : turns.length, 0, turn);
  if (key) byKey.set(key, turn);
  log.insertBefore(section, before?.section ?? null);
  return turn;
}

function mark(turn, text, again) {
  if (!turn) return;
  // Said only when it takes long enough to be read.
  clearTimeout(turn.marking);
  const show = () => turn.mark.replaceChildren(text, ...(again ? [' ', el('button', { type: 'button', class: 'text', click: again }, words.tryAgain)] : []));
  if (text === words.waiting) turn.marking = setTimeout(show, SLOW); else show();
  if (again) { clearTimeout(turn.slow); turn.dots?.remove(); }
}

function suggest(turn, texts) {
  turn.section.querySelector('.suggestions')?.remove();
  const kinds = turn.replies.map(activity => activity.channelData?.backcare?.kind);
  if (texts.length === 0 || kinds.includes('referral')) return;
  turn.section.append(el('div', { class: 'suggestions' }, el('p', { class: 'label' }, kinds.at(-1) === 'clarify' ? words.choose : words.next), el('ul', { class: 'chips' }, chips(texts, ask))));
}

// --- voting and copying ---

function actionsFor(activity, reply) {
  if (!reply || reply.kind === 'referral') return '';
  const rated = ['answer', 'withheld', 'no-passage'].includes(reply.kind);
  const box = el('div', { class: 'actions' });
  const votes = [['up', words.helpful], ['down', words.notHelpful]].map(([rating, text]) =>
    el('button', { type: 'button', class: 'quiet', 'aria-pressed': 'false', click: event => vote(rating, event.currentTarget) }, icon(`i-${rating}`), text));
  const copy = el('button', { type: 'button', class: 'quiet', click: () => copyText(reply.text, copy.querySelector('span')) }, icon('i-copy'), el('span', {}, words.copy));
  box.append(...(rated ? votes : []), copy);

  const send = (rating, comment) => line.post({
    type: 'event', name: 'feedback',
    value: { activityId: activity.id, passages: (reply.passages ?? []).map(passage => passage.id), rating, comment },
  });

  function vote(rating, button) {
    if (button.getAttribute('aria-pressed') === 'true') return;
    votes.forEach(each => each.setAttribute('aria-pressed', String(each === button)));
    send(rating, null);
    box.querySelector('form')?.remove();
    const word = el('input', { type: 'text', maxlength: '300', id: `why-${activity.id}`, dir: 'auto' });
    const form = el('form', { class: 'why', submit: event => {
      event.preventDefault();
      if (word.value.trim()) send(rating, word.value.trim());
      const thanks = el('p', { class: 'thanks', tabindex: '-1' }, words.thanks);
      form.replaceWith(thanks);
      thanks.focus();
      announce(words.thanks);
    } }, el('label', { for: word.id }, words.why), word, el('button', {}, words.whySend));
    box.querySelector('.thanks')?.remove();
    box.append(form);
    word.focus();
  }

  return box;
}

async function copyText(text, shown) {
  let done = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = el('textarea', { class: 'sr', 'aria-hidden': 'true' });
    area.value = text;
    document.body.append(area);
    area.select();
    done = document.execCommand('copy');
    area.remove();
  }

  shown.textContent = done ? words.copied : words.copyFailed;
  announce(shown.textContent);
  setTimeout(() => { shown.textContent = words.copy; }, 2000);
}

// --- what stays in sight ---

function keepInSight(turn, reply, id) {
  const cleared = line.note.cleared;
  if (cleared && cleared >= id) return;
  if (pinnedTurn && RANK[pinnedTurn.reply.urgency] > RANK[reply.urgency]) return;
  pinnedTurn = { turn, reply, id };
  pin.className = `pin ${reply.urgency}`;
  pin.replaceChildren(...pinned(reply, {
    show: () => { turn.heading.focus({ preventScroll: true }); toTop(turn); },
    clear: () => { line.keepNote({ cleared: pinnedTurn.id }); unpin(); message.focus(); },
  }));
  pin.hidden = false;
}

function unpin() {
  pinnedTurn = null;
  pin.hidden = true;
  pin.replaceChildren();
}

// A question starts at the top, so that its answer is read from its beginning.
function toTop(turn) {
  turn.section.scrollIntoView({ block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches || !live ? 'instant' : 'smooth' });
}

// --- the menu ---

function reset() {
  turns.length = 0;
  byKey.clear();
  byId.clear();
  orphans.clear();
  unpin();
  log.replaceChildren($('log-title'));
  log.hidden = true;
  landing.hidden = false;
  live = false;
}

function notice(text) {
  $('notice').textContent = text;
  $('notice').hidden = !text;
}

function startOver(text = '') {
  line.leave();
  reset();
  notice(text);
  scrollTo(0, 0);
  $('landing-title').focus({ preventScroll: true });
}

// Says that it is deleted only when the server shows nothing of it any more.
async function forgotten(turn) {
  forgetting = null;
  if (await line.remembers().catch(() => true)) mark(turn, words.forgetFailed); else startOver(words.forgotten);
}

function question({ title, text, yes, danger, act }) {
  $('dialog-title').textContent = title;
  $('dialog-text').textContent = text;
  $('dialog-buttons').replaceChildren(
    el('button', { class: 'quiet', value: '' }, act ? words.cancel : words.close),
    ...(act ? [el('button', { class: danger ? 'danger' : 'main', value: 'yes' }, yes)] : []));
  dialog.returnValue = '';
  dialog.onclose = () => { if (dialog.returnValue === 'yes') act(); else $('menu').querySelector('summary').focus(); };
  dialog.showModal();
}

const MENU = {
  'start-over': () => question({ title: words.startOverTitle, text: words.startOverText, yes: words.startOver, act: () => startOver() }),
  save: () => {
    const url = URL.createObjectURL(new Blob([plainText(turns)], { type: 'text/plain;charset=utf-8' }));
    el('a', { href: url, download: words.saveFile }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  },
  print: () => print(),
  privacy: () => question({ title: words.privacy, text: words.privacyText }),
  forget: () => question({ title: words.forgetTitle, text: words.forgetText, yes: words.forgetYes, danger: true, act: forget }),
};

function forget() {
  if (!line.has && line.waiting.length === 0) { startOver(words.forgotten); return; }
  const turn = say('delete my data');
  forgetting = turn.key;
  turn.heading.focus({ preventScroll: true });
  setTimeout(() => { if (forgetting === turn.key) mark(turn, words.forgetWaiting); }, 3000);
}

for (const [id, act] of Object.entries(MENU)) {
  $(id).addEventListener('click', () => {
    $('menu').open = false;
    $('menu').querySelector('summary').focus();
    act();
  });
}

document.addEventListener('keydown', event => {
  if (event.key !== 'Escape' || dialog.open) return;
  if ($('menu').open) {
    $('menu').open = false;
    $('menu').querySelector('summary').focus();
  } else if (embedded) {
    leaveFrame();
  }
});

document.addEventListener('click', event => { if (!$('menu').contains(event.target)) $('menu').open = false; });

// --- the composer ---

const fit = () => { message.style.height = 'auto'; message.style.height = `${Math.min(message.scrollHeight + 2, innerHeight / 3)}px`; };

message.addEventListener('input', () => { line.prepare(); fit(); });

message.addEventListener('keydown', event => {
  // Not while an input method is still composing a word.
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  composer.requestSubmit();
});

composer.addEventListener('submit', event => {
  event.preventDefault();
  const text = message.value.trim();
  message.focus();
  if (!text) return;
  message.value = '';
  fit();
  notice('');
  say(text);
});

// --- in a frame ---

function leaveFrame() { parent.postMessage({ backcare: 'close' }, '*'); }

if (embedded) {
  document.documentElement.classList.add('embedded');
  $('embed-close').hidden = false;
  $('embed-close').addEventListener('click', leaveFrame);
  addEventListener('message', event => { if (event.source === parent && event.data?.backcare === 'open') message.focus(); });
}

// --- the beginning ---

$('questions').append(...chips(words.questions, ask));

// How tall the bars are decides how far a question may scroll up.
const bars = new ResizeObserver(() => {
  const height = node => node.hidden ? 0 : node.offsetHeight;
  document.documentElement.style.setProperty('--above', `${height(document.querySelector('.top')) + height(pin)}px`);
  document.documentElement.style.setProperty('--below', `${height(document.querySelector('.bottom'))}px`);
});
[document.querySelector('.top'), document.querySelector('.bottom'), pin].forEach(bar => bars.observe(bar));

// What was waiting before the reload is shown again; what was said comes back from the server.
const waiting = line.waiting.filter(activity => activity.type === 'message');
line.resume();
for (const { text, channelData } of waiting) mark(newTurn(text, channelData.clientActivityID), words.waiting);
