### The home page.

## What waits, what was done

home-waiting = À sua espera
home-waiting-none = Nada à espera.
home-latest = Últimas importações
home-all-imports = Todas as importações
