import { useLayoutEffect, useState } from 'preact/hooks';

const KEY = 'petition.viewing';

interface Viewing {
  isLarge: boolean;
  isHighContrast: boolean;
}

/** 适老化: larger text and high contrast, kept on the device. */
export function ViewingAids() {
  const [viewing, setViewing] = useState(readViewing);
  // At once: nobody sees it otherwise first, and nothing is lost by a reload.
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    dataset.text = viewing.isLarge ? 'large' : 'normal';
    dataset.contrast = viewing.isHighContrast ? 'high' : 'normal';
    keep(viewing);
  }, [viewing]);
  return (
    <div class="aids" role="group" aria-label="显示方式">
      <button
        type="button"
        aria-pressed={viewing.isLarge}
        onClick={() => setViewing({ ...viewing, isLarge: !viewing.isLarge })}
      >
        大字
      </button>
      <button
        type="button"
        aria-pressed={viewing.isHighContrast}
        onClick={() => setViewing({ ...viewing, isHighContrast: !viewing.isHighContrast })}
      >
        高对比
      </button>
    </div>
  );
}

function readViewing(): Viewing {
  const standard = { isLarge: false, isHighContrast: false };
  try {
    const given = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Viewing>;
    return { ...standard, ...given };
  } catch {
    return standard;
  }
}

/** A device that keeps nothing shows it for now. */
function keep(viewing: Viewing): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(viewing));
  } catch {
    return;
  }
}
