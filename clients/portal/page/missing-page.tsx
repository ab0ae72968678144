import { Heading } from './navigation/heading.tsx';
import { Link } from './navigation/link.tsx';

export function MissingPage() {
  return (
    <main id="main">
      <Heading title="没有这个页面" />
      <p>
        地址可能写错了，或者页面已经移走。<Link to="/">回到首页</Link>
      </p>
    </main>
  );
}
