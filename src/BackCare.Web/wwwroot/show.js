// What a reply looks like. Everything is built node by node from text: nothing anybody wrote is ever read as HTML.

import { words } from '/words.js';

const SVG = 'http://www.w3.org/2000/svg';

export function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === 'function') node.addEventListener(name, value);
    else if (value === true) node.setAttribute(name, '');
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.flat(Infinity).filter(child => child != null && child !== false));
  return node;
}

export function icon(name, kind = 'icon') {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', kind);
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#${name}`);
  svg.append(use);
  return svg;
}

const paragraphs = (lines, kind) => (lines ?? []).filter(Boolean).map(line => el('p', { class: kind, dir: 'auto' }, line));
const label = (name, text, kind) => el('p', { class: `label ${kind ?? ''}` }, icon(name), text);
const lead = (name, text) => el('p', { class: 'lead', dir: 'auto' }, icon(name), el('span', {}, text));
const lines = (name, [first, ...rest]) => [first && lead(name, first), ...paragraphs(rest, 'own')];

const isNow = ({ urgency }) => urgency === 'emergency' || urgency === 'crisis';

const URGENCY = { emergency: 'i-alert', crisis: 'i-hand', urgent: 'i-clock', soon: 'i-care' };

// Only what the corpus calls a number is dialled, and only digits reach the link.
export function callButton({ label: what, shown, dial }) {
  return el('a', { class: 'call', href: `tel:${String(dial).replace(/[^+\d*#]/g, '')}` },
    icon('i-phone'), el('span', {}, el('strong', {}, `${words.call} ${shown}`), el('small', {}, what)));
}

const numbers = list => list?.length ? el('ul', { class: 'calls' }, list.map(number => el('li', {}, callButton(number)))) : null;

const outward = () => el('span', { class: 'sr' }, ` (${words.newTab})`);

const link = (href, text, kind) => el('a', { href, class: kind, target: '_blank', rel: 'noopener' }, text, outward());

const placeOf = ({ source, id }) => `/sources/${encodeURIComponent(source)}#${encodeURIComponent(id)}`;

function passage(quoted) {
  const original = /^https:\/\//i.test(quoted.link ?? '') ? link(quoted.link, words.original, 'original') : null;
  return el('article', { class: `passage ${quoted.evidence}` },
    el('h3', { class: 'title', dir: 'auto' }, quoted.title ?? ''),
    el('blockquote', { dir: 'auto', cite: placeOf(quoted) }, el('p', {}, `“${quoted.quote}”`)),
    el('p', { class: 'from' }, el('span', { class: 'sr' }, `${words.source}: `), link(placeOf(quoted), el('cite', { dir: 'auto' }, quoted.attribution)), original && [' · ', original]),
    el('p', { class: 'evidence' },
      el('strong', { class: 'mark-word' }, words.evidence[quoted.evidence] ?? quoted.evidence),
      quoted.note && el('span', { dir: 'auto' }, ` ${quoted.note}`)));
}

const SHAPES = {
  answer: reply => [
    reply.cautions?.length > 0 && label('i-care', words.cautionTitle, 'caution'),
    ...paragraphs(reply.lines, reply.cautions?.length > 0 ? 'own caution-line' : 'own'),
    !reply.disagreement && reply.passages[0]?.confidence === 'medium' && el('p', { class: 'own' }, words.closest),
    reply.disagreement && lead('i-scale', reply.disagreement),
    el('div', { class: reply.disagreement ? 'passages sides' : 'passages' }, reply.passages.map(passage)),
    reply.others?.length > 0 && el('div', { class: 'others' }, el('p', { class: 'label' }, words.others),
      el('ul', {}, reply.others.map(other => el('li', {}, link(placeOf(other), other.title))))),
    reply.disclaimer && el('p', { class: 'disclaimer', dir: 'auto' }, reply.disclaimer),
  ],
  referral: reply => [
    label(URGENCY[reply.urgency] ?? 'i-alert', words.urgency[reply.urgency] ?? words.urgency.urgent),
    el('h3', { class: 'headline', dir: 'auto' }, reply.headline),
    // The number comes first where it is what to do; else it is for when things get worse.
    isNow(reply) && numbers(reply.numbers),
    el('ul', { class: 'steps' }, (reply.lines ?? []).filter(Boolean).map(line => el('li', { dir: 'auto' }, line))),
    !isNow(reply) && numbers(reply.numbers),
  ],
  withheld: reply => [...lines('i-care', reply.lines)],
  'no-passage': reply => [...lines('i-search', reply.lines)],
  clarify: reply => [...lines('i-info', reply.lines), numbers(reply.numbers)],
  info: reply => [...lines('i-care', reply.lines), numbers(reply.numbers)],
};

// The card of a reply; of any other message of a bot, its text as it stands.
export function card(activity) {
  const reply = activity.channelData?.backcare;
  const kind = reply?.kind ?? 'plain';
  const inner = SHAPES[kind]?.(reply) ?? paragraphs(reply?.lines?.length ? reply.lines : [activity.text], 'own');
  return el('div', { class: `reply ${kind} ${reply?.urgency ?? ''}`, 'data-kind': kind }, inner);
}

export const chips = (texts, use) => texts.map(text => el('li', {}, el('button', { type: 'button', class: 'chip', dir: 'auto', click: () => use(text) }, text)));

// The referral that stays in sight until the person says that it was read.
export function pinned(reply, { show, clear }) {
  const [first] = reply.numbers ?? [];
  return [
    icon(URGENCY[reply.urgency] ?? 'i-alert'),
    el('p', { dir: 'auto' }, reply.headline),
    el('div', { class: 'pin-actions' },
      first && isNow(reply) && callButton(first),
      el('button', { type: 'button', click: show }, words.pinShow),
      el('button', { type: 'button', click: clear }, words.pinClear)),
  ];
}

// The conversation as plain text, to keep.
export function plainText(turns) {
  const parts = [words.saveHeading, new Date().toLocaleString(), ''];
  for (const { question, replies } of turns) {
    parts.push(`${words.you}: ${question}`, '');
    for (const activity of replies) parts.push(`${words.name}: ${activity.channelData?.backcare?.text ?? activity.text ?? ''}`, '');
  }

  return parts.join('\n');
}
