### The home page.

## What waits, what was done

home-waiting = Čeká na vás
home-waiting-none = Nic nečeká.
home-latest = Poslední importy
home-all-imports = Všechny importy

## The register at a glance

home-glance = Kartotéka na první pohled
home-records =
    { $n ->
        [one] { $n } záznam
        [few] { $n } záznamy
       *[other] { $n } záznamů
    }
home-created = Nové záznamy po měsících
home-created-none = Za posledních dvanáct měsíců nic nepřibylo.
home-created-is =
    { $n ->
        [one] Za dvanáct měsíců přibyl { $n } záznam, nejvíc v měsíci { $month }.
        [few] Za dvanáct měsíců přibyly { $n } záznamy, nejvíc v měsíci { $month }.
       *[other] Za dvanáct měsíců přibylo { $n } záznamů, nejvíc v měsíci { $month }.
    }
home-month = Měsíc
home-total = Celkem
home-others = Ostatní
home-issues = Co bylo špatně v posledních importech
home-issues-of =
    { $n ->
        [one] Řádky podle druhu potíže, v posledním importu.
        [few] Řádky podle druhu potíže, v posledních { $n } importech.
       *[other] Řádky podle druhu potíže, v posledních { $n } importech.
    }
home-issues-none = Poslední importy byly bez potíží.
home-problem = Potíž
home-rows = Řádků
home-suspects = Možné duplicity
home-suspects-why = Záznamy, které mají společné, co obvykle patří jednomu.
home-suspects-none = Žádné záznamy se nepodobají.
home-suspect =
    { $n ->
        [one] { $records } záznamů sdílí { $n } hodnotu pole „{ $field }“.
        [few] { $records } záznamů sdílí { $n } hodnoty pole „{ $field }“.
       *[other] { $records } záznamů sdílí { $n } hodnot pole „{ $field }“.
    }
home-numbers = Čísla

## The first day

home-first = Vítejte. Tři kroky k prvnímu importu
home-first-why = Nic se neuloží, dokud to neuvidíte, a všechno lze vzít zpět.
home-first-1 = Stáhněte šablonu
home-first-1-why = Sešit pro tuto kartotéku, s pokyny uvnitř. Poslouží i váš vlastní soubor.
home-first-2 = Nahrajte ji a podívejte se, co by se stalo
home-first-2-why = Zkontroluje se každý řádek. Chyby jsou seskupené a u každé je oprava.
home-first-3 = Spusťte import
home-first-3-why = Teprve teď se něco uloží. Jedním kliknutím to vezmete zpět.
home-first-act = Začít
home-first-help = Jak import probíhá
home-served = Jste přihlášeni. O vaše data se tu stará administrátor.

## Months, short

month-1 = led
month-2 = úno
month-3 = bře
month-4 = dub
month-5 = kvě
month-6 = čvn
month-7 = čvc
month-8 = srp
month-9 = zář
month-10 = říj
month-11 = lis
month-12 = pro
