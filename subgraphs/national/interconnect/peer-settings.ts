import { z } from 'zod';

const endpoint = z.strictObject({
  /** Base URL, to which /matters, /results and /figures are appended. */
  url: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '')),
  /** Sent as a bearer token. */
  token: z.string().min(1),
});

export type PeerEndpoint = z.output<typeof endpoint>;

/** Where peers are, JSON by province code: { "37": { "url": "https://…", "token": "…" } }. */
export const peerEndpointsSetting = z
  .string()
  .default('{}')
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'expected JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string().regex(/^\d{2}$/, 'a province code of two digits'), endpoint));

export interface PeerSettings {
  /** By province code. */
  endpoints: Readonly<Record<string, PeerEndpoint>>;
  /** Pause after everything that a peer had is here. */
  pollMs: number;
  /** How long a peer may take for one answer. */
  timeoutMs: number;
}
