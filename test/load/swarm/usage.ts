import { readFileSync } from 'node:fs';
import { cpuMsOf } from '../../bench/measure/process-usage.ts';

export interface Usage {
  /** User and system time of all threads. */
  cpuMs: number;
  /** The most memory it ever had in RAM. */
  peakRssMb: number;
}

/** Of a process on this machine, from /proc. */
export function usageOf(pid: number): Usage {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = /^VmHWM:\s+(\d+)/m.exec(status)?.[1];
  return { cpuMs: cpuMsOf(pid), peakRssMb: Math.round(Number(kilobytes) / 1024) };
}
