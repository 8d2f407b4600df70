import { Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';

/** Light or dark. Until someone chooses, the computer's own setting holds. */
export function SchemeSwitch({ className }: { className?: string | undefined }) {
  const { setColorScheme } = useMantineColorScheme();
  const other = useComputedColorScheme('light') === 'light' ? 'dark' : 'light';
  const Icon = other === 'dark' ? IconMoon : IconSun;
  return (
    <Tooltip label={`Use ${other} colours`} position="right">
      <button
        type="button"
        className={className}
        onClick={() => setColorScheme(other)}
        aria-label={`Use ${other} colours`}
      >
        <Icon size={20} stroke={1.6} />
      </button>
    </Tooltip>
  );
}
