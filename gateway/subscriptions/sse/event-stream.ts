import type { ServerResponse } from 'node:http';
import type { LiveConnection, Connections } from '../delivery/connections.ts';
import type { DeliveryConfig } from '../delivery/delivery-settings.ts';
import { createOutlet } from '../delivery/outlet.ts';
import { createTokenLife } from '../delivery/token-life.ts';
import { COMPLETE_TEXT, HEARTBEAT_TEXT } from './event-text.ts';

/** The answer to one subscription, which goes on until one side ends it. */
export interface EventStream {
  /** @returns false where nothing more should be sent for now */
  send: (text: Buffer | string) => boolean;
  /** Called once, when there is room again. */
  whenRoom: (resume: () => void) => void;
  /** No more will come. */
  complete: () => void;
  /** Ends without a word of completion, and so clients come back with Last-Event-ID. */
  breakOff: () => void;
}

interface StreamDeps {
  delivery: DeliveryConfig;
  connections: Connections;
  /** See TokenLife. */
  expiresAtMs: number | null;
  /** Called once, whoever ended it. */
  onClose: () => void;
}

export function openEventStream(response: ServerResponse, deps: StreamDeps): EventStream {
  const { delivery, connections } = deps;
  const end = (lastText?: string): void => {
    if (response.writableEnded) return;
    response.end(lastText);
    // a slow client takes what waits for it first
    setTimeout(() => response.destroy(), delivery.slowClientMs).unref();
  };
  const breakOff = (): void => end();
  const outlet = createOutlet({
    wire: response,
    bufferedBytes: () => response.writableLength,
    limits: delivery,
    onFull: () => undefined,
    onEmpty: () => undefined,
    onStuck: breakOff,
  });
  const tokenLife = createTokenLife(breakOff);
  const send = (text: Buffer | string): boolean => {
    if (!response.writableEnded) response.write(text);
    return outlet.hasRoom();
  };
  const heartbeat = setInterval(() => {
    if (!outlet.isFull()) send(HEARTBEAT_TEXT);
  }, delivery.heartbeatMs).unref();
  const live: LiveConnection = {
    kind: 'stream',
    goAway: breakOff,
    cut: () => response.destroy(),
    bufferedBytes: () => response.writableLength,
  };
  response.once('close', () => {
    clearInterval(heartbeat);
    outlet[Symbol.dispose]();
    tokenLife[Symbol.dispose]();
    connections.remove(live);
    deps.onClose();
  });
  writeStreamHead(response);
  // browsers tell a page that it is connected only when something comes
  send(HEARTBEAT_TEXT);
  tokenLife.liveUntil(deps.expiresAtMs);
  connections.add(live);
  return { send, whenRoom: outlet.whenEmpty, complete: () => end(COMPLETE_TEXT), breakOff };
}

export function writeStreamHead(response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    // answers depend on who asks, and a proxy that compresses or gathers them holds them up
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  });
}
