import type { AlertLevel } from '../../generated/operations.ts';
import { LEVELS } from '../labels.ts';
import type { News } from './board.ts';

/** Silent until somebody turns it on, as browsers demand. */
export interface Sound {
  isOn(): boolean;
  turn(on: boolean): void;
  /** One tone for all of it: the worse, the higher and the longer. */
  play(news: News): void;
}

const NEW_HZ = 587;
const LEVEL_HZ: Readonly<Record<AlertLevel, number>> = {
  DUE_SOON: 523,
  OVERDUE: 740,
  URGED_ONCE: 831,
  URGED_TWICE: 932,
  CIRCULATED: 1_047,
};
const LOUDNESS = 0.12;
const TONE_SECONDS = 0.18;

export function createSound(): Sound {
  let context: AudioContext | null = null;
  let isOn = false;
  function tone(hertz: number, after: number): void {
    if (!context) return;
    const start = context.currentTime + after;
    const oscillator = new OscillatorNode(context, { frequency: hertz, type: 'sine' });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(LOUDNESS, start + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.001, start + TONE_SECONDS);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(start);
    oscillator.stop(start + TONE_SECONDS);
  }
  return {
    isOn: () => isOn,
    turn: (on) => {
      isOn = on;
      context ??= new AudioContext();
      if (on) tone(NEW_HZ, 0);
    },
    play: ({ alerts }) => {
      if (!isOn) return;
      const worst = Math.max(-1, ...alerts.map((level) => LEVELS.indexOf(level)));
      const level = LEVELS[worst];
      const hertz = level === undefined ? NEW_HZ : LEVEL_HZ[level];
      for (let index = 0; index <= Math.max(worst, 0); index += 1) tone(hertz, index * 0.22);
    },
  };
}
