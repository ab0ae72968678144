/**
 * Statements of the migration that brings what of a letter is public (R66). Who released and took
 * back what stays on record; without texts a version takes the one before back.
 */
export const publicVersionTable = [
  `create table public_version (
     petition_id text not null references petition (id),
     revision integer not null,
     title text,
     question text,
     answer text,
     at timestamptz(3) not null,
     role text not null,
     unit_id text,
     account text not null,
     primary key (petition_id, revision),
     check ((title is null) = (question is null) and (title is null) = (answer is null))
   )`,
];
