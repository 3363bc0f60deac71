### The home page.

## What waits, what was done

home-waiting = Ждёт вас
home-waiting-none = Ничего не ждёт.
home-latest = Последние импорты
home-all-imports = Все импорты
