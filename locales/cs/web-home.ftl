### The home page.

## What waits, what was done

home-waiting = Čeká na vás
home-waiting-none = Nic nečeká.
home-latest = Poslední importy
home-all-imports = Všechny importy
