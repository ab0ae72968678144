import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os';

/** What a reader must know to compare two runs. */
export interface MachineFacts {
  cpu: string;
  cores: number;
  memoryGb: number;
  system: string;
  node: string;
  /** Work of others on the machine when the run ended: processes that wanted a core. */
  loadAverage: number;
}

export function machineFacts(): MachineFacts {
  const processors = cpus();
  return {
    cpu: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    loadAverage: Number((loadavg()[1] ?? 0).toFixed(1)),
  };
}
