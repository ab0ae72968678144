import { useEffect } from 'preact/hooks';
import { pathOf, STEPS, type Step } from '../draft/steps.ts';
import { replacePlace } from '../navigation/router.ts';
import { usePortal } from '../portal-context.ts';
import { CheckPage } from './check-page.tsx';
import { ContactPage } from './contact-page.tsx';
import { ContentPage } from './content-page.tsx';
import { JointPage } from './joint-page.tsx';
import { NoticePage } from './notice-page.tsx';
import { TypePage } from './type-page.tsx';

const PAGES: Readonly<Record<Step, () => preact.JSX.Element>> = {
  notice: NoticePage,
  type: TypePage,
  content: ContentPage,
  joint: JointPage,
  contact: ContactPage,
  check: CheckPage,
};

/** The question pages; without a recipient there is nothing to ask yet. */
export function WritePages({ path }: { path: string }) {
  const { draft } = usePortal();
  const step = STEPS.find((each) => pathOf(each) === path);
  const isAstray = !step || !draft.recipient;
  useEffect(() => {
    if (isAstray) replacePlace('/');
  }, [isAstray]);
  if (isAstray) return null;
  const Page = PAGES[step];
  return <Page key={step} />;
}
