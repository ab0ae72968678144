import type { CaseworkContext } from '../context.ts';
import { toCursor } from '../events/event-position.ts';
import type {
  MutationResolvers,
  QueryResolvers,
  WebhookResolvers,
} from '../generated/resolver-types.ts';
import type { WebhookCommands } from './webhook.commands.ts';

interface WebhookFields {
  Query: Pick<QueryResolvers<CaseworkContext>, 'webhooks'>;
  Mutation: Pick<
    MutationResolvers<CaseworkContext>,
    'registerWebhook' | 'resumeWebhook' | 'testWebhook' | 'removeWebhook'
  >;
  Webhook: WebhookResolvers<CaseworkContext>;
}

export function createWebhookResolvers(webhooks: WebhookCommands): WebhookFields {
  return {
    Query: { webhooks: (_root, _args, { actor }) => webhooks.list(actor) },
    Mutation: {
      registerWebhook: (_root, { url, kinds = null, after = null }, { actor }) =>
        webhooks.register(actor, { url, kinds, after }),
      resumeWebhook: (_root, { id, after = null }, { actor }) => webhooks.resume(actor, id, after),
      testWebhook: async (_root, { id }, { actor }) => {
        const { failure, ...answer } = await webhooks.test(actor, id);
        return { ...answer, error: failure };
      },
      removeWebhook: (_root, { id }, { actor }) => webhooks.remove(actor, id),
    },
    Webhook: { cursor: (webhook) => toCursor('CASE_EVENTS', webhook) },
  };
}
