### What follows the wizard: check, mends, preview, run, result, undo, delete import.

## The check

check-title = Výsledky kontroly
check-working = Kontroluje se soubor
check-nothing-saved = Zatím se nic neuložilo.
check-not-yet = Tento import ještě nebyl zkontrolován
check-not-yet-why = Kontrola přečte každý řádek a řekne, co a kde není v pořádku. Nic neuloží.
check-interrupted = Kontrola byla přerušena
check-interrupted-why = Nedošla do konce a nic se neuložilo. Zkontrolujte soubor znovu a uvidíte, co je špatně a kde.
check-act = Zkontrolovat
check-again = Zkontrolovat znovu
check-stale = Po této kontrole se změnily řádky nebo záznamy, její čísla už nemusejí platit.
check-upload = Nahrát opravený soubor
check-list = Zobrazit seznam chyb
check-to-preview = Náhled změn
check-sorts = Řádky podle výsledku kontroly
check-of-rows =
    { $n ->
        [one] V souboru je { $n } řádek.
        [few] V souboru jsou { $n } řádky.
       *[other] V souboru je { $n } řádků.
    }
check-every-row-fine =
    { $n ->
        [one] Řádek je v pořádku.
        [few] Všechny { $n } řádky jsou v pořádku.
       *[other] Všech { $n } řádků je v pořádku.
    }
check-start-would = Spuštění by vytvořilo { $created } a změnilo { $updated }.
check-before-after = { $before } → { $after } řádků s chybou
check-solved-new = Vyřešeno: { $solved }. Nových: { $new }.
check-mends-carried = Převzaté opravy: { $kept }. Už nepasují: { $left }.
sort-all = Všechny
sort-ready = Připravené
sort-warnings = Upozornění
sort-errors = Chyby
sort-skipped = Přeskočené
sort-mended = Opravené
sort-out = Vynechané ručně
sort-unknown = Nezkontrolováno

## Groups of problems and their mends

groups-title = Co opravit
groups-none = Není co opravovat.
groups-list = Zobrazit jako seznam
check-file-notes = O souboru
groups-notes =
    { $n ->
        [one] Ještě { $n } věc, kterou je dobré vědět
        [few] Ještě { $n } věci, které je dobré vědět
       *[other] Ještě { $n } věcí, které je dobré vědět
    }
mend-suggest =
    { $n ->
        [one] Použít návrh pro { $n } řádek
        [few] Použít návrhy pro { $n } řádky
       *[other] Použít návrhy pro { $n } řádků
    }
mend-cut =
    { $n ->
        [one] Zkrátit na { $n } znak
        [few] Zkrátit na { $n } znaky
       *[other] Zkrátit na { $n } znaků
    }
mend-fill-act = Doplnit prázdné…
mend-fill-label =
    { $n ->
        [one] Hodnota pro { $n } prázdnou buňku
        [few] Hodnota pro { $n } prázdné buňky
       *[other] Hodnota pro { $n } prázdných buněk
    }
mend-replace-act = Nahradit hodnotu…
mend-map-act = Převést hodnoty…
mend-apply = Použít
mend-keep-first = Nechat vždy první
mend-keep-last = Nechat vždy poslední
mend-leave-out =
    { $n ->
        [one] Vynechat { $n } řádek
        [few] Vynechat { $n } řádky
       *[other] Vynechat { $n } řádků
    }
values-in-file = V souboru
values-becomes = Změnit na
values-becomes-of = „{ $value }“ změnit na
values-more =
    { $n ->
        [one] { $n } další hodnota tu není uvedena.
        [few] { $n } další hodnoty tu nejsou uvedeny.
       *[other] { $n } dalších hodnot tu není uvedeno.
    }
mend-undo = Vrátit poslední opravu
mend-redo = Provést znovu
mend-is-undone = Vráceno
mends-title = Dosavadní opravy
mend-row = Řádek { $row }: změněné buňky: { $n }
mend-cell = Řádek { $row }, „{ $column }“: „{ $to }“
mend-values = „{ $column }“: nahrazené hodnoty, buněk: { $n }
mend-replace = „{ $column }“: „{ $from }“ → „{ $to }“, buněk: { $n }
mend-fill = „{ $column }“: prázdné buňky doplněny „{ $to }“, buněk: { $n }
mend-find = Najít a nahradit: „{ $from }“ → „{ $to }“, buněk: { $n }
mend-out = Vynechané řádky: { $n } (od řádku { $row })
mend-in = Vrácené řádky: { $n } (od řádku { $row })
flash-mended = Změněno: { $n }. Řádky s chybou: { $before } → { $after }.
flash-mend-turned = Hotovo. Řádky s chybou: { $before } → { $after }.
flash-mend-checking = Řádky jsou změněny a znovu se kontrolují.
flash-mend-nothing = Nebylo co změnit.
flash-mend-none = Není co vrátit ani provést znovu.
flash-row-right = Řádek { $row } lze teď importovat.
flash-row-wrong = Řádek { $row } má stále chyby.
refusal-mend-unknown = Taková oprava neexistuje. Nic se nezměnilo.

## The rows

rows-title = Řádky
rows-shown = Zobrazené řádky
rows-row = Řádek
rows-none = Žádné takové řádky
rows-all = Zobrazit všechny řádky
rows-range = { $from }–{ $to } z { $all }
column-unused = neimportuje se
grid-help = Šipky posouvají, Enter upraví buňku, Escape ji opustí, F8 přejde na další chybu, Ctrl a Z vrátí poslední opravu.
grid-saving = Ukládá se
grid-refused = Buňku nelze změnit. Nic se neuložilo.
grid-no-error = Další chyba tu není.
grid-was = V souboru:
grid-edit = Nový text buňky
grid-changed = Tuto buňku řádku { $row } mezitím někdo změnil. Teď je v ní „{ $now }“.
row-title = Řádek { $row }
row-neighbours = Sousední řádky
row-back = Zpět na kontrolu
row-previous = Předchozí chyba: řádek { $row }
row-next = Další chyba: řádek { $row }
row-save = Uložit a zkontrolovat
row-leave-out = Vynechat tento řádek
row-take-in = Vrátit tento řádek
cell-in-file = V souboru: „{ $value }“

## Find and replace, list of errors, corrected file

find-title = Najít a nahradit
find-sheet = List
find-column = Sloupec
find-all-columns = Všechny sloupce
find-find = Najít
find-with = Nahradit čím
find-with-hint = Prázdné: nalezené se odstraní.
find-case = Rozlišovat velikost písmen
find-count = Spočítat
find-found =
    { $n ->
        [one] { $n } buňka obsahuje „{ $value }“
        [few] { $n } buňky obsahují „{ $value }“
       *[other] { $n } buněk obsahuje „{ $value }“
    }
find-will = Změní se na „{ $value }“. Lze to vrátit.
find-will-remove = Odstraní se. Lze to vrátit.
find-replace =
    { $n ->
        [one] Nahradit v { $n } buňce
        [few] Nahradit ve { $n } buňkách
       *[other] Nahradit v { $n } buňkách
    }
issues-title = Seznam chyb
issues-none = Žádné chyby
issues-download = Stáhnout seznam
file-corrected-title = Nahrát opravený soubor
file-why = Opravený soubor nahradí ten dosavadní. Sloupce a volby zůstanou, jak jsou. Opravy udělané zde se přes něj položí znovu: opravy hodnot všude, kde je daný sloupec, opravy jednotlivých řádků tam, kde stojí přesně tentýž řádek.
file-choose = Opravený soubor
file-hint = XLSX, XLS, ODS nebo CSV se stejnými sloupci.
file-act = Nahrát a zkontrolovat
repeat-title = Importovat další soubor se stejným nastavením
repeat-why = Sloupce, klíče a volby se převezmou. Soubor bude nový import a nejprve se zkontroluje.
repeat-act = Nahrát a zkontrolovat
refusal-file-not-sent = Nejprve vyberte soubor.
file-original = Původní soubor
file-result = Výsledek pro každý řádek
file-failed = Jen vynechané řádky
file-annotated = Stáhnout soubor s vyznačenými chybami

## Preview and start

preview-title = Náhled změn
preview-summary = Spuštění vytvoří { $created } a změní { $updated }.
preview-left-out =
    { $n ->
        [one] { $n } řádek zůstane mimo.
        [few] { $n } řádky zůstanou mimo.
       *[other] { $n } řádků zůstane mimo.
    }
preview-tags = Přidané štítky: { $names }
preview-users =
    { $n ->
        [one] Vytvoří se { $n } uživatel. Bez pozvánky se nikdo nepřihlásí.
        [few] Vytvoří se { $n } uživatelé. Bez pozvánky se nikdo nepřihlásí.
       *[other] Vytvoří se { $n } uživatelů. Bez pozvánky se nikdo nepřihlásí.
    }
preview-no-mail = Neodešle se žádný e-mail.
preview-undo = Tento import lze později vrátit v Importech.
preview-waits = Běží import č. { $number } stejného typu. Tento začne po něm.
preview-blocked-whole = Tento import běží jen celý a některé řádky mají chyby. Nejprve je opravte.
preview-blocked-nothing = Není co vytvořit ani změnit.
preview-sure = Tyto změny jsem zkontroloval(a).
preview-sure-needed = Potvrďte, že jste změny zkontrolovali.
preview-start = Spustit import: vytvořit { $created }, změnit { $updated }
preview-back = Zpět na kontrolu
preview-later = Nechat na později
preview-changed = Po zobrazení čísel se data změnila. Nic se nespustilo. Podívejte se na nová čísla.
preview-was = Bylo
preview-now = Teď
preview-will = Bude
preview-by-field = Změny podle pole
preview-by-person = Změny podle osoby
preview-deactivated =
    { $n ->
        [one] { $n } záznam se deaktivuje
        [few] { $n } záznamy se deaktivují
       *[other] { $n } záznamů se deaktivuje
    }
preview-activated =
    { $n ->
        [one] { $n } záznam se aktivuje
        [few] { $n } záznamy se aktivují
       *[other] { $n } záznamů se aktivuje
    }
preview-cleared = { $n } vyprázdněno
preview-rows = Řádky a jejich změny
preview-one-field = Jen jedno pole
preview-none = Žádné takové řádky
preview-record = Záznam
preview-fields = Pole
preview-nameless = (beze jména)
preview-same = Stejné jako uložené
preview-why = Zobrazit proč
tab-create = Vytvořit
tab-update = Změnit
tab-unchanged = Beze změny
tab-skipped = Přeskočit
tab-left-out = Mimo
by-whom = { $name }

## Running

run-title-run-import = Importuje se
run-title-undo-import = Import se vrací
run-title-delete-import = Mažou se importované záznamy
run-broke = Nešlo pokračovat
run-stop = Zastavit
run-stop-title = Zastavit?
run-stop-why = Už importované řádky zůstanou. Zbytek lze importovat později od místa zastavení.
run-stop-why-undo = Co se už vrátilo, zůstane vráceno. Zbytek lze udělat později.
run-stop-act = Zastavit
run-go-on = Pokračovat
run-new-numbers = Zobrazit nová čísla
run-to-result = Zobrazit, co se udělalo
run-interrupted = Bylo to přerušeno
run-interrupted-at = Zatím hotovo: { $done } z { $rows }.
run-interrupted-after = Zatím hotovo: { $done }.
run-interrupted-why = Program, který na tom pracoval, skončil předčasně, třeba protože se vypnul počítač. Co se zapsalo, zůstává; když se bude pokračovat, nic se nezapíše dvakrát.
run-interrupted-act = Pokračovat
run-leave = Nechat tak, jak to je
flash-stopping = Zastaví se na nejbližším bezpečném místě.
work-left = zbývá asi { $time }
work-resumed = Pokračuje
work-stopping = Zastavuje se
work-said = Hotovo { $n } procent

## Result

result-title = Výsledek
result-title-import = Import skončil
result-title-edit = Hromadná úprava skončila
result-title-bulk = Hromadná úprava skončila
result-title-undo = Vrácení skončilo
result-title-delete = Smazání skončilo
result-title-record = Úprava jednoho záznamu
result-line = Vytvořeno: { $created }, změněno: { $updated }.
result-left-out =
    { $n ->
        [one] { $n } řádek zůstal mimo.
        [few] { $n } řádky zůstaly mimo.
       *[other] { $n } řádků zůstalo mimo.
    }
result-of = K importu č. { $number }
result-tag = Štítek těchto záznamů: { $name }
result-go-on = Pokračovat v importu
result-show = Zobrazit importované záznamy
result-fix = Opravit vynechané řádky
result-undo = Vrátit zpět
result-delete = Smazat tento import
result-files-until = Soubory se uchovají do { $day }.
result-files-gone = Nahraný soubor a vše, co z něj vzniklo, se uchovalo po nastavenou dobu a už není k dispozici. Záznamy a historie zůstávají.
result-files = Soubory
result-facts = Jak se to udělalo
result-took = Trvalo
result-mode = Co udělat
result-match = Párováno podle
result-empty = Prázdné buňky
result-empty-keep = Ponechají uloženou hodnotu
result-empty-clear = Vymažou uloženou hodnotu
result-validation = Kontrola
result-validation-standard = Běžná
result-validation-strict = Přísná
result-validation-off = Jen struktura
result-errors = Řádky s chybou
result-errors-abort = Nic se nespustí, dokud nějaké jsou
result-errors-skip = Vynechají se, zbytek se importuje
result-columns = Sloupce
result-matched = { $n } z { $all } přiřazeno
outcome-taken-back = Vráceno
outcome-kept = Ponecháno

## Undo and delete import

undo-title = Vrátit tento import
undo-lead = Vytvořené záznamy zmizí a změněná pole dostanou zpět staré hodnoty. Pozdější úpravy zůstanou.
undo-not-yet = Zatím se nic nezměnilo.
undo-deleted = Smaže se
undo-restored = Dostane staré hodnoty
undo-as-before = Už je jako dřív
undo-bucket-edited = Zůstane, mezitím upraveno
undo-bucket-could-not = Nelze vrátit
undo-take-back =
    { $n ->
        [one] Vrátit { $n } záznam
        [few] Vrátit { $n } záznamy
       *[other] Vrátit { $n } záznamů
    }
undo-nothing = Není už co vrátit.
undo-back = Zpět na výsledek
undo-question = Smaže se: { $deleted }. Staré hodnoty zpět: { $restored }.
kept-title =
    { $n ->
        [one] { $n } záznam zůstává
        [few] { $n } záznamy zůstávají
       *[other] { $n } záznamů zůstává
    }
kept-records = Záznamy, které zůstávají
kept-why = Proč
kept-again = Později to lze spustit znovu: co teď zůstává, může být volné.
kept-edited = Upraveno po importu
kept-edited-fields = Upraveno po importu: { $names }
kept-linked = Je na něj navázáno: { $names }
kept-gone = Už neexistuje
kept-erased = Osoba byla vymazána
kept-administrator = Poslední aktivní správce
kept-taken = Stará hodnota teď patří jinému záznamu: { $names }
reason-linked = Navázané záznamy: { $names }
reason-edited = Upraveno po importu
reason-gone = Už neexistují
reason-erased = Osoba byla vymazána
reason-administrator = Poslední správce
reason-taken = Stará hodnota obsazena
review-cancel = Zrušit
delete-title = Smazat import
delete-lead = Mažou se jen záznamy, které import vytvořil. Záznamy, na které jsou navázány jiné, zůstanou.
delete-kind = Druh záznamu
delete-kind-companies-contacts = Společnosti a kontaktní osoby
delete-show-tags = Zobrazit importy
delete-tag = Který import
delete-file = Soubor
delete-present = Ještě existuje
delete-no-tags = Žádný import nezanechal takové záznamy: { $names }
delete-no-tags-why = Nabízejí se jen štítky vytvořené importy.
delete-numbers = Smaže se { $n }, zůstane { $kept }.
delete-numbers-type = smaže se { $n }, zůstane { $kept }
delete-keep-edited = Ponechat záznamy upravené po importu
delete-count-again = Spočítat znovu
delete-reasons = Proč záznamy zůstávají
delete-act =
    { $n ->
        [one] Smazat { $n } záznam
        [few] Smazat { $n } záznamy
       *[other] Smazat { $n } záznamů
    }
delete-type = Pro potvrzení napište číslo { $n }
delete-type-wrong = Napište { $n }, nebo akci zrušte.
delete-changed = Počet se mezitím změnil: { $before } → { $after }. Nic se nesmazalo.
notice-delete-finished = Záznamy importu č. { $number } „{ $name }“ jsou smazány.
flash-discarded = Koncept č. { $number } je zahozen.
imports-drafts = Čeká na vás
imports-finished = Historie
imports-actions = Akce pro import { $number }
imports-open = Otevřít
imports-discard = Zahodit koncept
imports-search = Hledat podle názvu, souboru nebo štítku
imports-every-type = Všechny typy
imports-from = Od
imports-mine = Jen moje
imports-none-yet = Zatím žádné importy. Začněte stažením šablony.
