### The home page.

## What waits, what was done

home-waiting = Waiting for you
home-waiting-none = Nothing waits.
home-latest = Latest imports
home-all-imports = All imports
