import { randomUUIDv7 } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { append } from '../../outbox/append.ts';
import { templateOn, type NoticeKind, type NoticeMedium } from '../../profile/notice-template.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Vault } from '../../secrecy/vault.ts';
import { dayOf } from '../day.ts';
import type { StoredPetition } from '../petition.entity.ts';
import { noticePlace, SEND_TOPICS, type NoticeText } from './notice.ts';
import { forgetText, insertNotice, type ResendableNotice } from './notice.store.ts';
import { recipientOf } from './recipient.rules.ts';
import { chineseDay, render, type NoticeVariables } from './render.rules.ts';
import { checkResendable } from './resend.rules.ts';

/** One thing to tell the petitioner of a letter. */
interface NoticeOrder {
  kind: NoticeKind;
  /** Names what happened; the same occasion is told once. */
  occasion: string;
  /** When it happened. */
  at: Date;
  /** Besides `city` and `day`. */
  variables?: NoticeVariables;
  /** Message-ID of the mail that is answered. */
  inReplyTo?: string | undefined;
}

export interface NoticeDesk {
  /**
   * Writes a notice in the caller's transaction; it goes out if, and only if, that commits. Wake
   * the senders after the commit.
   * @returns false where no way leads to the petitioner, or the occasion was told before
   */
  queue: (
    em: EntityManager,
    petition: Pick<StoredPetition, 'id' | 'channel' | 'petitioner'>,
    order: NoticeOrder,
    now: Date,
  ) => Promise<boolean>;
  /**
   * Writes a failed notice once more, in the caller's transaction, under an id of its own.
   * @returns that id
   * @throws ILLEGAL_MOVE
   */
  resend: (em: EntityManager, failed: ResendableNotice, by: Actor, now: Date) => Promise<string>;
}

interface NoticeDeskDeps {
  profile: Profile;
  vault: Vault;
  /** Ways that have a provider. */
  media: ReadonlySet<NoticeMedium>;
}

export function createNoticeDesk({ profile, vault, media }: NoticeDeskDeps): NoticeDesk {
  const { name: city, timezone } = profile.city;
  return {
    queue: async (em, petition, order, now) => {
      const recipient = recipientOf(petition, media);
      if (!recipient) return false;
      const { medium, to } = recipient;
      const { kind, occasion, inReplyTo } = order;
      const template = templateOn(profile.templates, { kind, medium }, dayOf(now, timezone));
      if (!template) return false;
      const day = chineseDay(dayOf(order.at, timezone));
      const text: NoticeText = {
        to,
        ...render(template, { city, day, ...order.variables }),
        inReplyTo: inReplyTo ?? null,
      };
      const id = randomUUIDv7();
      const isNew = await insertNotice(em, {
        id,
        petitionId: petition.id,
        kind,
        occasion,
        medium,
        templateVersion: template.version,
        sealed: vault.seal(JSON.stringify(text), noticePlace(id)),
        queuedAt: now,
      });
      if (isNew) await append(em, [{ topic: SEND_TOPICS[medium], payload: { id } }], now);
      return isNew;
    },
    resend: async (em, failed, by, now) => {
      const { id: resendOf, petitionId, kind, medium, templateVersion, sealed } = failed;
      checkResendable(failed, media.has(medium));
      const id = randomUUIDv7();
      const text = vault.open(sealed ?? '', noticePlace(resendOf));
      await insertNotice(em, {
        ...{ id, petitionId, kind, medium, templateVersion, resendOf, queuedAt: now },
        occasion: `resend:${resendOf}`,
        sealed: vault.seal(text, noticePlace(id)),
        orderedBy: { role: by.role, unitId: by.unit, account: by.id },
      });
      await forgetText(em, resendOf);
      await append(em, [{ topic: SEND_TOPICS[medium], payload: { id } }], now);
      return id;
    },
  };
}
