import { z } from 'zod';

const settings = z.object({
  GATEWAY_URL: z.url().default('http://127.0.0.1:4000/graphql'),
  DEV_ISSUER_URL: z.url().default('http://127.0.0.1:4010'),
  PERSONA: z.string().default('city-bureau'),
});

/** Where the city is and as whom to watch it. @throws Error where an address is none */
export function readExampleConfig(env: NodeJS.ProcessEnv = process.env): z.output<typeof settings> {
  return settings.parse(env);
}
