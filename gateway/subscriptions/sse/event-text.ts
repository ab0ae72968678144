import type { TopicEvent } from '../topics/member.ts';

const texts = new WeakMap<TopicEvent, Buffer>();

/** These would end the line, or have browsers ignore it. */
const UNFIT_FOR_ID = /[\r\n\0]/;

/** One event of a topic as all of its members get it. */
export function eventText(event: TopicEvent): Buffer {
  const text = texts.get(event) ?? Buffer.from(nextText(event));
  texts.set(event, text);
  return text;
}

/** Its id is what a client sends back as Last-Event-ID. */
export function nextText({ cursor, text }: TopicEvent): string {
  const id = cursor === null || UNFIT_FOR_ID.test(cursor) ? '' : `id: ${cursor}\n`;
  return `${id}event: next\ndata: ${text}\n\n`;
}

/** Without data, browsers would not tell it to the page. */
export const COMPLETE_TEXT = 'event: complete\ndata: \n\n';

/** A comment: keeps proxies from closing a quiet stream. */
export const HEARTBEAT_TEXT = ':\n\n';
