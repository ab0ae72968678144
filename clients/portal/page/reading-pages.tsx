import { AccountPage } from './account/account-page.tsx';
import { LettersPage } from './letters/letters-page.tsx';
import { OwnLetterPage } from './letters/own-letter-page.tsx';
import { MissingPage } from './missing-page.tsx';
import { OpenPage } from './open/open-page.tsx';
import { ProgressPage } from './progress/progress-page.tsx';

const OWN_LETTERS = '/letters/';

/** What became of letters, one's own and others', and who one is. */
export function ReadingPages({ path }: { path: string }) {
  if (path.startsWith(OWN_LETTERS))
    return <OwnLetterPage caseId={path.slice(OWN_LETTERS.length)} />;
  switch (path) {
    case '/progress':
      return <ProgressPage />;
    case '/letters':
      return <LettersPage />;
    case '/account':
      return <AccountPage />;
    case '/open':
      return <OpenPage />;
    default:
      return <MissingPage />;
  }
}
