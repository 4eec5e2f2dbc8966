// Talks to the endpoint with Microsoft's own Direct Line client, unpatched, and prints what it saw as one line of JSON.
//   node directline.mjs <domain> <scenario>
// The restart scenario prints "ready" when the server may be killed, and goes on when it reads a line.
// (After a broken socket the client waits 3 to 15 seconds, and 20 more when the server isn't there yet.)

import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
globalThis.XMLHttpRequest = require('xhr2');
globalThis.WebSocket = require('ws');
const { ConnectionStatus, DirectLine } = require('botframework-directlinejs');

const [, , domain, scenario] = process.argv;
const seen = [];
const statuses = [];
const waiting = new Set();

const call = async (method, path, token, body) => {
  const response = await fetch(domain + path, {
    method,
    headers: { ...(token && { Authorization: `Bearer ${token}` }), 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  return { status: response.status, ...await response.json() };
};

const settle = () => waiting.forEach(check => check());

const until = condition => new Promise((resolve, reject) => {
  const limit = setTimeout(() => reject(new Error(`Waited in vain; saw ${JSON.stringify(seen)} and statuses ${statuses}`)), 60_000);
  const check = () => { if (condition()) { clearTimeout(limit); waiting.delete(check); resolve(); } };
  waiting.add(check);
  check();
});

function connect(options) {
  const line = new DirectLine({ domain, pollingInterval: 300, ...options });
  line.activity$.subscribe(activity => { if (activity.type === 'message') seen.push({ id: activity.id, role: activity.from.role, kind: activity.channelData?.backcare?.kind, text: activity.text, replyToId: activity.replyToId }); settle(); }, () => { /* ended */ });
  line.connectionStatus$.subscribe(status => { statuses.push(ConnectionStatus[status]); settle(); });
  return line;
}

const say = (line, text) => new Promise((resolve, reject) => line.postActivity({ type: 'message', from: { id: 'dl_tester' }, text }).subscribe(id => { settle(); resolve(id); }, reject));
const replies = () => seen.filter(activity => activity.role === 'bot').length;
const generate = () => call('POST', '/tokens/generate', null, { user: { id: 'dl_tester' } });

const scenarios = {
  async socket() {
    const line = connect({ token: (await generate()).token });
    const id = await say(line, 'is ice massage safe?');
    await until(() => replies() === 1);
    return { id, streaming: Boolean(line.streamUrl) };
  },

  async polling() {
    const line = connect({ token: (await generate()).token, webSocket: false });
    const id = await say(line, 'is ice massage safe?');
    await until(() => replies() === 1);
    await say(line, 'how long for?');
    await until(() => replies() === 2);
    return { id };
  },

  async reconnect() {
    const begun = await call('POST', '/conversations', (await generate()).token);
    const first = connect({ token: begun.token, conversationId: begun.conversationId, streamUrl: begun.streamUrl });
    await say(first, 'is ice massage safe?');
    await until(() => replies() === 1);
    const { watermark } = await call('GET', `/conversations/${begun.conversationId}/activities`, begun.token);
    first.end();
    seen.length = 0;
    const again = connect({ token: begun.token, conversationId: begun.conversationId, watermark });
    await say(again, 'how long for?');
    await until(() => replies() === 1);
    return { watermark };
  },

  async expired() {
    const line = connect({ token: (await generate()).token, webSocket: false });
    await say(line, 'is ice massage safe?');
    await until(() => replies() === 1);
    await until(() => statuses.includes('ExpiredToken'));
    const fresh = await call('GET', `/conversations/${line.conversationId}?watermark=`, line.token);
    line.reconnect(fresh);
    await say(line, 'how long for?');
    const { activities } = await call('GET', `/conversations/${line.conversationId}/activities`, fresh.token);
    return { afterwards: activities.filter(activity => activity.from.role === 'bot').length };
  },

  async restart() {
    const line = connect({ token: (await generate()).token });
    await say(line, 'is ice massage safe?');
    await until(() => replies() === 1);
    console.log('ready');
    await new Promise(resolve => process.stdin.once('data', resolve));
    await say(line, 'how long for?');
    await until(() => replies() === 2);
    return {};
  },
};

try {
  const result = await scenarios[scenario]();
  console.log(JSON.stringify({ ...result, seen, statuses }));
  process.exit(0);
} catch (error) {
  console.error(error);
  process.exit(1);
}
