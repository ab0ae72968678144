import type { Page } from 'playwright-core';

/** Takes down each tone by its frequency in Hz, rather than have it heard. */
export const LISTEN = `{
  window.tones = [];
  const Heard = window.OscillatorNode;
  window.OscillatorNode = class extends Heard {
    constructor(context, options) {
      super(context, options);
      window.tones.push(options.frequency);
    }
  };
}`;

/** Those since the last call. */
export const tones = (page: Page): Promise<number[]> => page.evaluate<number[]>('tones.splice(0)');
