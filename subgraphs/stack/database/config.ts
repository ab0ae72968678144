import { z } from 'zod';
import { logLevelSetting, portSetting, readConfig } from '../../kit/process/config.ts';

const shape = z.object({
  /** Folder of the cluster; made on the first start. */
  DATA_DIR: z.string().min(1),
  DATABASE_PASSWORD: z.string().min(16),
  /** `no` deletes the folder on close and trades durability for speed. */
  PERSISTENT: z.enum(['yes', 'no']).default('yes'),
  PORT: portSetting.default(0),
  LOG_LEVEL: logLevelSetting,
});

export type DatabaseConfig = z.output<typeof shape>;

export function readDatabaseConfig(): DatabaseConfig {
  return readConfig(shape, process.env);
}
