// The line to the bot: Direct Line 3.0 by fetch and WebSocket. It keeps the key to the conversation and what is not sent yet
// in the browser, sends each message once and in order, and comes back by itself.

const BASE = '/v3/directline';
const KEEP = 'backcare';
const PATIENCE = [500, 1000, 2000, 4000, 8000, 15000];
const SILENCE = 75_000;   // more than two keep-alives of the server: then the socket is dead, whatever it says
const POLL = 3000;

// A browser that forbids storage still chats; it only forgets on reload.
const memory = new Map();
const storage = {
  get(key) { try { return localStorage.getItem(key); } catch { return memory.get(key) ?? null; } },
  set(key, value) { try { localStorage.setItem(key, value); } catch { memory.set(key, value); } },
  remove(key) { try { localStorage.removeItem(key); } catch { memory.delete(key); } },
};

const unguessable = prefix => prefix + Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
const later = time => new Promise(resolve => setTimeout(resolve, time));

export class Line {
  #kept = { queue: [] };
  #watermark = '';
  #socket = null;
  #heard = 0;
  #seen = new Set();
  #sending = false;
  #connecting = null;
  #polling = false;
  #failures = 0;
  #epoch = 0;        // changes when the conversation does, so that late answers of the old one are dropped
  #wake = null;

  // hears: { activity(activity), state('online' | 'offline' | 'unreachable'), sent(key, id), failed(key, activity), lost() }
  constructor(hears) {
    this.hears = hears;
    try { this.#kept = { queue: [], ...JSON.parse(storage.get(KEEP) ?? '{}') }; } catch { /* not ours: begin anew */ }
    addEventListener('online', () => this.#hurry());
    addEventListener('offline', () => this.hears.state('offline'));
    document.addEventListener('visibilitychange', () => { if (!document.hidden && this.#kept.id) this.#hurry(); });
    setInterval(() => { if (this.#socket && Date.now() - this.#heard > SILENCE) this.#socket.close(); }, 15_000);
  }

  get has() { return Boolean(this.#kept.id); }

  get waiting() { return this.#kept.queue; }

  get note() { return this.#kept.note ?? {}; }

  // What the page wants to know after a reload, besides the conversation itself.
  keepNote(note) { this.#kept.note = { ...this.note, ...note }; this.#keep(); }

  // Goes on with the conversation of before the reload.
  resume() { return this.has || this.#kept.queue.length > 0 ? this.#flush() : undefined; }

  // Makes ready before there is anything to send.
  prepare() { if (!this.has && !this.#sending) this.#connect().catch(() => { /* the message that follows says so */ }); }

  post(activity) {
    const key = unguessable('');
    this.#kept.queue.push({ ...activity, locale: navigator.language, channelData: { clientActivityID: key } });
    this.#keep();
    this.#flush();
    return key;
  }

  // Whether the server still has anything the person wrote.
  async remembers() {
    const { activities } = await this.#call('GET', `/conversations/${this.#kept.id}/activities`);
    return activities.some(activity => activity.from?.role === 'user');
  }

  // Leaves the conversation; the next message begins a new one.
  leave() {
    this.#epoch++;
    this.#kept = { queue: [] };
    this.#seen.clear();
    this.#watermark = '';
    this.#connecting = null;
    this.#failures = 0;
    this.#socket?.close();
    this.#socket = null;
    storage.remove(KEEP);
  }

  #keep() { storage.set(KEEP, JSON.stringify(this.#kept)); }

  #hurry() {
    if (this.#socket && Date.now() - this.#heard > SILENCE / 2) this.#socket.close();
    this.#wake?.();
    this.#polling = false;   // the window that is looked at takes the stream
    if (this.has || this.#kept.queue.length > 0) this.#flush(); else this.hears.state('online');
  }

  // One at a time and in order: the next message waits until the one before it is taken in.
  async #flush() {
    if (this.#sending) return;
    this.#sending = true;
    try {
      do {
        const epoch = this.#epoch;
        try {
          await this.#connect();
          const next = this.#kept.queue[0];
          if (next && epoch === this.#epoch) await this.#send(next, epoch);
          this.#failures = 0;
          this.hears.state('online');
        } catch (problem) {
          if (epoch !== this.#epoch) continue;
          if (problem.status === 404 || problem.status === 401 || problem.code === 'TokenExpired') { this.#renew(); continue; }
          await this.#pause(problem);
        }
      } while (this.#kept.queue.length > 0 || (this.has && !this.#connecting));
    } finally {
      this.#sending = false;
    }
  }

  async #send(activity, epoch) {
    const key = activity.channelData.clientActivityID;
    let taken;
    try {
      taken = await this.#call('POST', `/conversations/${this.#kept.id}/activities`, { ...activity, from: { id: this.#kept.user } });
    } catch (problem) {
      if (problem.code === 'TokenExpired') { await this.#reconnect(); return; }
      if (problem.status !== 400 && problem.status !== 413) throw problem;
      if (epoch === this.#epoch) { this.#kept.queue.shift(); this.#keep(); this.hears.failed(key, activity); }
      return;
    }
    if (epoch !== this.#epoch) return;
    this.#kept.queue.shift();
    this.#keep();
    this.hears.sent(key, taken.id);
    if (this.#socket?.readyState !== WebSocket.OPEN) await this.#pull();
  }

  // The server no longer knows the conversation: it goes on as a new one, and says so.
  #renew() {
    const { queue } = this.#kept;
    const had = this.has;
    this.leave();
    this.#kept.queue = queue;
    this.#keep();
    if (had) this.hears.lost();
  }

  async #pause(problem) {
    this.hears.state(navigator.onLine === false ? 'offline' : 'unreachable');
    const wait = problem.wait ?? PATIENCE[Math.min(this.#failures++, PATIENCE.length - 1)];
    await Promise.race([later(wait), new Promise(resolve => { this.#wake = resolve; })]);
    this.#wake = null;
  }

  // Ready to send: begins the conversation, or goes on with the one of before.
  #connect() {
    return this.#connecting ??= (this.has ? this.#reconnect() : this.#begin()).catch(problem => { this.#connecting = null; throw problem; });
  }

  async #begin() {
    const epoch = this.#epoch;
    const user = unguessable('dl_');
    const body = await this.#call('POST', '/conversations', { user: { id: user } });
    if (epoch !== this.#epoch) return;
    this.#kept = { ...this.#kept, id: body.conversationId, token: body.token, user };
    this.#keep();
    this.#listen(body.streamUrl);
  }

  async #reconnect() {
    const epoch = this.#epoch;
    const body = await this.#call('GET', `/conversations/${this.#kept.id}?watermark=${this.#watermark}`);
    if (epoch !== this.#epoch) return;
    this.#kept.token = body.token;
    this.#keep();
    if (this.#socket?.readyState !== WebSocket.OPEN) this.#listen(body.streamUrl);
  }

  #listen(url) {
    const epoch = this.#epoch;
    const socket = new WebSocket(url);
    let opened = false;
    this.#socket = socket;
    this.#heard = Date.now();
    socket.onopen = () => { opened = true; this.#polling = false; };
    socket.onmessage = ({ data }) => {
      this.#heard = Date.now();
      if (data && epoch === this.#epoch) this.#take(JSON.parse(data));
    };
    socket.onclose = ({ reason }) => {
      if (epoch !== this.#epoch || this.#socket !== socket) return;
      this.#socket = null;
      // Another window of the same person has the stream now, or this network has no sockets: ask instead.
      if (reason === 'collision' || !opened) { this.#poll(); return; }
      this.#connecting = null;
      this.#flush();
    };
  }

  async #poll() {
    if (this.#polling) return;
    this.#polling = true;
    const epoch = this.#epoch;
    while (this.#polling && epoch === this.#epoch) {
      try {
        if (!document.hidden) await this.#pull();
        this.hears.state('online');
        await later(POLL);
      } catch (problem) {
        if (problem.status === 401 || problem.status === 403 || problem.status === 404) break;
        await this.#pause(problem);
      }
    }
    if (epoch === this.#epoch) {
      this.#polling = false;
      this.#connecting = null;
      this.#flush();
    }
  }

  async #pull() {
    const epoch = this.#epoch;
    for (;;) {
      const set = await this.#call('GET', `/conversations/${this.#kept.id}/activities?watermark=${this.#watermark}`);
      if (epoch !== this.#epoch) return;
      this.#take(set);
      if (set.activities.length === 0) return;
    }
  }

  #take({ activities, watermark }) {
    for (const activity of activities) {
      if (this.#seen.has(activity.id)) continue;
      this.#seen.add(activity.id);
      this.hears.activity(activity);
    }
    if (Number(watermark) > Number(this.#watermark)) this.#watermark = watermark;
  }

  async #call(method, path, body) {
    const headers = { Accept: 'application/json' };
    if (this.#kept.token) headers.Authorization = `Bearer ${this.#kept.token}`;
    if (body) headers['Content-Type'] = 'application/json';
    const response = await fetch(BASE + path, { method, headers, body: body && JSON.stringify(body), cache: 'no-store', credentials: 'omit' });
    const answer = await response.json().catch(() => ({}));
    if (response.ok) return answer;
    throw Object.assign(new Error(`${method} ${path}: ${response.status}`), {
      status: response.status,
      code: answer.error?.code,
      wait: response.headers.has('Retry-After') ? Number(response.headers.get('Retry-After')) * 1000 : undefined,
    });
  }
}
