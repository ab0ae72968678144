import { z } from 'zod';

/**
 * Reads a process's settings from environment variables, the one place that does.
 * An empty variable counts as absent.
 * @throws Error that names every wrong variable, what was expected, never the value
 */
export function readConfig<Shape extends z.ZodType>(
  shape: Shape,
  env: NodeJS.ProcessEnv,
): z.output<Shape> {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = shape.safeParse(present);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`These environment variables are missing or wrong:\n${lines.join('\n')}`);
}

/** Address to listen on; containers need 0.0.0.0, one machine does not. */
export const hostSetting = z.string().default('127.0.0.1');

/** TCP port; 0 lets the system choose. */
export const portSetting = z.coerce.number().int().min(0).max(65_535);

/** pino level. */
export const logLevelSetting = z
  .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
  .default('info');
