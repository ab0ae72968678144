import { expect } from '@jest/globals';
import type { Work } from './long-tasks.ts';

/** What scrolls of a long list. */
export const LIST = '.ant-table-tbody-virtual-holder';
export const FRAMES = 120;

/** Most frames or events cost no long task, and all of them together few of the processor's time. */
export function expectSmooth({ longTasks, seconds }: Work, count: number): void {
  expect(longTasks).toBeLessThan(count * 0.75);
  expect(seconds).toBeLessThan(count * 0.05);
}

/** Scrolls through the list, a step a frame. */
export const SCROLL = `new Promise((done) => {
  const list = document.querySelector('${LIST}');
  let left = ${FRAMES};
  const frame = () => {
    list.scrollTop += 400;
    left -= 1;
    if (left > 0) requestAnimationFrame(frame); else done(list.scrollTop);
  };
  requestAnimationFrame(frame);
})`;
