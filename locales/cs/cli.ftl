### Řádky příkazové řádky.

## Reading and mapping

sheet-header-line =
    List „{ $sheet }“, záhlaví v řádku { $row }, přiřazeno { $matched } z { $columns ->
        [one] { $columns } sloupce
        [few] { $columns } sloupců
       *[other] { $columns } sloupců
    } (nepoužito { $ignored })
file-header-line =
    { $encoding }, oddělovač „{ $delimiter }“, záhlaví v řádku { $row }, přiřazeno { $matched } z { $columns ->
        [one] { $columns } sloupce
        [few] { $columns } sloupců
       *[other] { $columns } sloupců
    } (nepoužito { $ignored })
columns-matched =
    Přiřazeno { $matched } z { $columns ->
        [one] { $columns } sloupce
        [few] { $columns } sloupců
       *[other] { $columns } sloupců
    }
column-ignored = Neimportuje se: { $columns }
template-lacks = Tato šablona je starší a chybí v ní: { $fields }
column-likely = „{ $column }“ se bere jako { $field } (pravděpodobně)
rows-skipped =
    { $n ->
        [one] { $n } prázdný řádek se přeskočí.
        [few] { $n } prázdné řádky se přeskočí.
       *[other] { $n } prázdných řádků se přeskočí.
    }
file-seen-before = Tento soubor byl importován { $date } jako č. { $number }.

## Check

check-summary =
    { $rows ->
        [one] { $rows } řádek
        [few] { $rows } řádky
       *[other] { $rows } řádků
    }: { $ready } připraveno, { $warnings } s varováním, { $errors } s chybami{ $skipped ->
        [0] {""}
       *[other] , vynecháno { $skipped }
    }. Nic se neuložilo.
check-all-fine =
    { $rows ->
        [one] { $rows } řádek je v pořádku.
        [few] Všechny { $rows } řádky jsou v pořádku.
       *[other] Všech { $rows } řádků je v pořádku.
    }
check-none-ready = Zatím nelze naimportovat žádný řádek.
check-warned-go-in = Řádky s varováním se naimportují také.
check-would = Spuštění vytvoří { $created } a aktualizuje { $updated }; beze změny { $unchanged }, přeskočeno { $skipped }, mimo zůstane { $rejected }.
issue-example = např. řádek { $row } „{ $value }“
issue-example-empty = např. řádek { $row }
rows-written = Řádky zapsány do { $file } ({ $n }).
import-saved = Import je uložen jako č. { $number }.
next-mend = Dál: opravte soubor a spusťte  { $again }  nebo  { $start }
next-start = Dál: { $start }
resumed-file = Chyby: dřív { $before }, teď { $after }; vyřešeno { $solved }, nových { $new }.

## Run

run-confirm = Spustit import č. { $number }: vytvořit { $created }, aktualizovat { $updated }?
run-finished =
    Import č. { $number } dokončen; { $out ->
        [0] žádný řádek nezůstal mimo
        [one] { $out } řádek zůstal mimo
        [few] { $out } řádky zůstaly mimo
       *[other] { $out } řádků zůstalo mimo
    }.
run-stopped =
    Import č. { $number } zastaven po { $done } z { $rows ->
        [one] { $rows } řádku
        [few] { $rows } řádků
       *[other] { $rows } řádků
    }. Co se uložilo, zůstává. Pokračovat lze příkazem: kartoteka import start { $number }
run-failed = Import č. { $number } selhal: { $reason }. Zkusit znovu lze příkazem: kartoteka import start { $number }
run-detached = Import č. { $number } pokračuje. kartoteka import watch { $number } / kartoteka import cancel { $number }
run-lost = Zda práce na #{ $number } pokračuje, není známo. Podívejte se: kartoteka import watch { $number }
run-waiting-ended = Import č. { $number } stále běží. Čekat dál lze příkazem: kartoteka import watch { $number }
run-tag = Štítek: „{ $tag }“.
run-failed-rows = Neúspěšné řádky: { $file } ({ $n })
run-result-file = Výsledek všech řádků: { $file }
run-created =
    { $n ->
        [one] { $n } záznam byl vytvořen.
        [few] { $n } záznamy byly vytvořeny.
       *[other] { $n } záznamů bylo vytvořeno.
    }
run-updated =
    { $n ->
        [one] { $n } záznam byl aktualizován.
        [few] { $n } záznamy byly aktualizovány.
       *[other] { $n } záznamů bylo aktualizováno.
    }
dry-run = Zkouška nanečisto. Nic se neuložilo.
cancelled = Nic se nezměnilo.

## Progress. Short pieces that stand beside each other on one line.

progress-rows = { $done }/{ $rows } řádků
progress-speed = { $n }/s
progress-left = zbývá { $time }
progress-created = vytvořeno { $n }
progress-updated = aktualizováno { $n }
progress-unchanged = beze změny { $n }
progress-skipped = přeskočeno { $n }
progress-rejected = vynecháno { $n }
progress-failed = nepodařilo se { $n }
progress-reading = Čte se { $file }
progress-checking = Kontrola
progress-writing = Zápis
progress-waiting = Čeká se na databázi

## Delete import

delete-carry =
    { $n ->
        [one] { $n } záznam nese tento štítek a byl vytvořen
        [few] { $n } záznamy nesou tento štítek a byly vytvořeny
       *[other] { $n } záznamů nese tento štítek a bylo vytvořeno
    } importem č. { $number }.
delete-word = smazat
keep-word = ponechat
delete-line =
    { $n ->
        [one] { $n } záznam se smaže.
        [few] { $n } záznamy se smažou.
       *[other] { $n } záznamů se smaže.
    }
keep-line =
    { $n ->
        [one] { $n } záznam zůstane: { $reasons }
        [few] { $n } záznamy zůstanou: { $reasons }
       *[other] { $n } záznamů zůstane: { $reasons }
    }
keep-reason-linked = propojeno ({ $type }) { $n }
keep-reason-tag-removed = štítek odebrán { $n }
keep-reason-edited = mezitím upraveno { $n }
keep-reason-gone = už smazáno { $n }
keep-reason-erased = vymazaná osoba { $n }
delete-edited-note =
    { $n ->
        [one] { $n } z nich byl od importu upraven.
        [few] { $n } z nich byly od importu upraveny.
       *[other] { $n } z nich bylo od importu upraveno.
    } Volbou --keep-edited takové záznamy ponecháte.
delete-dry-run = Zkouška nanečisto. Nic se nesmazalo.
delete-confirm =
    { $n ->
        [one] Smazat { $n } záznam?
        [few] Smazat { $n } záznamy?
       *[other] Smazat { $n } záznamů?
    }
delete-result =
    { $n ->
        [one] { $n } záznam byl smazán
        [few] { $n } záznamy byly smazány
       *[other] { $n } záznamů bylo smazáno
    }, ponecháno { $kept }, nepodařilo se smazat { $failed }.

## Undo

undo-preview = Vrácení importu č. { $number } by udělalo toto:
undo-would-delete =
    { $n ->
        [one] { $n } vytvořený záznam se smaže
        [few] { $n } vytvořené záznamy se smažou
       *[other] { $n } vytvořených záznamů se smaže
    }
undo-would-restore =
    { $n ->
        [one] { $n } změněný záznam dostane zpět staré hodnoty
        [few] { $n } změněné záznamy dostanou zpět staré hodnoty
       *[other] { $n } změněných záznamů dostane zpět staré hodnoty
    }
undo-would-keep =
    { $n ->
        [one] { $n } záznam zůstane: mezitím upraven
        [few] { $n } záznamy zůstanou: mezitím upraveny
       *[other] { $n } záznamů zůstane: mezitím upraveno
    }
undo-would-fail =
    { $n ->
        [one] { $n } záznam nelze vrátit
        [few] { $n } záznamy nelze vrátit
       *[other] { $n } záznamů nelze vrátit
    }
undo-taken-back = vráceno { $n }
undo-kept-edited = ponecháno, protože mezitím upraveno { $n }
undo-could-not = nešlo vrátit { $n }
undo-result = Import č. { $number } vrácen: vráceno { $back }, ponecháno kvůli pozdější úpravě { $kept }, nešlo vrátit { $failed }.
undo-dry-run = Zkouška nanečisto. Nic se nevrátilo.
undo-confirm = Vrátit import č. { $number }?
undo-again = Pro to, co zůstalo, lze vrácení později spustit znovu.

## Export, templates, mass edit

export-line =
    { $n ->
        [one] { $n } řádek
        [few] { $n } řádky
       *[other] { $n } řádků
    } -> { $file } ({ $format })
export-csv-format = { $encoding }, „{ $delimiter }“
encoding-with-bom = { $encoding } s BOM
export-deleted = Export { $number } byl smazán.
list-empty = Zatím tu nic není.
export-detached = Export pokračuje. kartoteka export list
export-empty = Neodpovídá žádný záznam; soubor má jen záhlaví.
export-csv-faster = Velký seznam: CSV je rychlejší.
template-written =
    Šablona zapsána do { $file } ({ $columns ->
        [one] { $columns } sloupec
        [few] { $columns } sloupce
       *[other] { $columns } sloupců
    }).
edit-preview =
    { $n ->
        [one] Změní se { $n } záznam.
        [few] Změní se { $n } záznamy.
       *[other] Změní se { $n } záznamů.
    } Podle osob:
edit-person = { $name } { $change }
edit-activated = aktivuje se { $n }
edit-deactivated = deaktivuje se { $n }
nobody = nikdo

## Lists on the terminal

heading-number = Č.
heading-name = Název
heading-type = Typ
heading-state = Stav
heading-rows = Řádky
heading-created = Vytvořeno
heading-updated = Aktualizováno
heading-out = Vynecháno
heading-tag = Štítek
heading-date = Datum
heading-by = Kdo
heading-key = Klíč
heading-kind = Druh
heading-required = Povinné
imports-empty = Zatím žádné importy. Začněte šablonou: kartoteka template get TYP
records-empty = Neodpovídá žádný záznam.
issues-empty = Nenašly se žádné potíže.
error-prefix = chyba: { $sentence }
hint-prefix = rada: { $sentence }
warning-prefix = varování: { $sentence }

## Around a command

refusal-fault-local = V programu nebo v počítači něco selhalo: { $reason }. Co bylo uloženo dřív, zůstává.
hint-fault-local = Zkuste to znovu. „kartoteka doctor“ zkontroluje, zda je rejstřík v pořádku.
stopped = Zastaveno. Co bylo uloženo, zůstává.
how-to-go-on = Pokračovat: kartoteka import start { $number }
run-has-not-ended = Č. { $number } neskončil: pracuje na něm jiný proces, nebo byl přerušen. Pokračovat: kartoteka import start { $number }
keep-reason-administrator = poslední správce { $n }
keep-reason-taken = hodnota mezitím obsazena { $n }
file-written = Zapsáno do { $file }.
issue-example-chars = např. řádek { $row } (znaků { $chars } z { $limit })
column-maybe = Sloupec „{ $column }“ je možná { $field } a nepoužije se. Použít: --map '{ $column }={ $key }'
progress-reading-rows = Čtení

## Further headings

heading-fields = Polí
heading-login = Uživatelské jméno
heading-role = Role
heading-password = Heslo
heading-records = Záznamů
heading-size = Velikost
heading-version = Verze
heading-what = Co
heading-confidence = Jistota
heading-sheet = List
heading-default = Výchozí
heading-about = O čem
heading-attempts = Pokusy
heading-node = Uzel

## Records, bulk, users

record-created = Záznam { $id } byl vytvořen.
record-updated = Záznam { $id } byl změněn.
history-deleted = Smazáno
record-unchanged = Záznam { $id } už tyto hodnoty má.
bulk-numbers = Záznamů: { $records }; změněno { $updated }, beze změny { $unchanged }, mimo zůstalo { $rejected }.
more-records = Jsou další. Zobrazit: --cursor { $id }
bulk-confirm =
    { $n ->
        [one] Změnit { $n } záznam?
        [few] Změnit { $n } záznamy?
       *[other] Změnit { $n } záznamů?
    }
undo-hint = Vrátit zpět: kartoteka import revert { $number }
invitation-made = Předejte tento kód pozvánky: { $name }. Platí jednou. Použití: kartoteka user accept KÓD
password-set = Heslo je nastaveno. { $name } se může přihlásit.

## Mends

mend-done =
    { $n ->
        [one] Opraven { $n } řádek. Import byl znovu zkontrolován.
        [few] Opraveny { $n } řádky. Import byl znovu zkontrolován.
       *[other] Opraveno { $n } řádků. Import byl znovu zkontrolován.
    }
mend-undone = Poslední oprava byla vrácena. Import byl znovu zkontrolován.
mend-redone = Oprava byla provedena znovu. Import byl znovu zkontrolován.
mend-nothing = Není co vracet, žádná oprava nebyla.
checked-before = Chyby: dřív { $before }, teď { $after }.

## Care of the register

doctor-fine = Rejstřík je v pořádku.
doctor-integrity = Soubor databáze je celý.
doctor-integrity-wrong = Databáze v { $path } je poškozená: { $detail }. Obnovte nejnovější zálohu: kartoteka restore SOUBOR
doctor-server = Databázový server odpovídá.
doctor-server-wrong = Databázový server neodpovídá, jak má: { $detail }. Podívejte se do jeho protokolu a na jeho disk.
doctor-schema = Verze databáze je známá ({ $detail }).
doctor-disk = Na disku je místo (volných { $detail }).
doctor-disk-wrong = Na disku s adresářem { $path } zbývá jen { $detail }. Před dalším importem uvolněte místo: běh, kterému dojde disk, se zastaví.
doctor-unfinished = Žádný běh nezůstal nedokončený.
doctor-unfinished-wrong = Nedokončeno: { $detail }. Pokračovat: kartoteka import start ČÍSLO. Vzít zpět, co stihl: kartoteka import revert ČÍSLO
doctor-default-tunnel = Výchozí tunel existuje.
doctor-default-tunnel-wrong = Chybí tunel „{ $detail }“, takže klienty bez tunelu nelze naimportovat. Založte ho znovu: kartoteka tunnel add "{ $detail }"
doctor-outcomes = Čísla dokončených importů souhlasí.
doctor-outcomes-wrong = Čísla těchto importů nesouhlasí: { $detail }. Prohlédněte si je: kartoteka import show ČÍSLO. Je to chyba programu: nahlaste ji.
doctor-queue = Práce ve frontě, čeká a běží: { $detail }.
doctor-parked = Žádná práce není odložená.
doctor-parked-wrong = Práce, která selhala příliš často a je odložená: { $detail }. Proč: kartoteka queue list. Až příčina pomine: kartoteka queue go-on ČÍSLO
doctor-overdue = Každý pracovník, který má práci, dává známky života.
doctor-overdue-wrong = Běžící práce, jejíž pracovníci zmizeli: { $detail }. Převezme ji server nebo pracovník; spusťte ho: kartoteka worker
doctor-writable = Do datového adresáře { $detail } lze zapisovat.
doctor-writable-wrong = Do datového adresáře { $path } nelze zapisovat: { $detail }. Dejte uživateli, pod kterým program běží, právo tam zapisovat.
backup-written = Kopie rejstříku je zapsána do { $file } ({ $size }).
restored = Rejstřík byl obnoven z { $file }.
restored-before = Co tu bylo předtím, zůstává v { $file }.
restored-erased = Vymazané osoby, které v kopii ještě byly a jsou opět pryč: { $n }
erase-confirm = Vymazat tuto osobu navždy? Nelze to vzít zpět.
erase-same-record = Stejný e-mail nebo telefon je v { $type } { $id }; ten zůstává. Chcete-li vymazat i jej: kartoteka record erase { $type } { $id }
erased = Navždy vymazáno. Míst: { $n }
erase-bytes = Někdo mezitím četl, takže v souboru databáze mohou chvíli zůstat zbytky. Spusťte příkaz znovu, až nikdo nepracuje.
restore-confirm = Nahradit rejstřík v { $path }?
copy-equal = { $from } a { $to } obsahují totéž: řádků { $rows }, schéma { $schema }.
copy-unequal = { $from } a { $to } neobsahují totéž: podívejte se na řádky s "≠".
copy-next = Odteď pracujte s { $to } a { $from } si nechte, dokud si nebudete jisti.
copy-nothing-kept = V { $to } nezůstalo nic. Ověřte, zda jsou disk i databázový server v pořádku, a kopírujte znovu.
recipe-saved = Recept „{ $name }“ byl uložen.
recipe-delete-confirm = Smazat recept „{ $name }“?
recipe-deleted = Recept „{ $name }“ byl smazán.

## Demo

demo-title = Datový adresář na prohlédnutí: { $path }
demo-leads = Leady ze šablony, 17 řádků má schválně chyby:
demo-companies = Firmy a potom jejich uživatelé:
demo-operators = Operátoři ze souboru ve windows-1250; kódování bylo potřeba potvrdit:
demo-contacts = Kontakty; firmy, které ještě neexistovaly, vznikly:
demo-audience = Klienti publika v messengeru, připojení k novému botovi:
demo-next = Co zkusit dál:
demo-next-issues = podívat se, co bylo s leady špatně
demo-next-revert = podívat se, co by udělalo vrácení kontaktů
demo-next-export = vyexportovat kontakty k úpravě a novému importu
demo-next-list = všechny importy

## Refusals of the command line, and (hint) what to do instead

refusal-output-field-unknown = Odpověď nemá položku „{ $name }“. Má: { $fields }.
refusal-language-unknown = Jazyk „{ $name }“ tu není.
hint-language-unknown = Použijte en, cs, pt-BR nebo ru.
refusal-code-unknown =
    Kód problému „{ $name }“ neexistuje.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Mysleli jste „{ $likely }“?
    }
hint-code-unknown = „kartoteka import issues ID --group“ ukáže kódy importu.
refusal-column-not-found =
    Soubor nemá sloupec „{ $name }“.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Mysleli jste „{ $likely }“?
    }
refusal-examples-missing = Ukázkový soubor { $path } neexistuje.
hint-examples-missing = Spusťte tam, kde leží složka „examples“, nebo ji uveďte volbou --examples DIR.
refusal-directory-not-empty = Adresář { $path } není prázdný a zůstal, jak je.
hint-directory-not-empty = Zvolte jiný volbou --data DIR, nebo do něj přidejte volbou --force.
refusal-nothing-said = Není řečeno, co se má udělat. Použijte aspoň jednu volbu: { $flags }.
refusal-no-wait-local = Bez serveru nemá kdo v práci pokračovat, když tento příkaz odejde, takže --no-wait tu nelze splnit.
hint-no-wait-local = Vynechte --no-wait. Chcete-li mezitím terminál zpět, nechte příkaz běžet na pozadí: přidejte --yes a na konec &.
refusal-selection-missing = Není řečeno, které záznamy se mají použít.
hint-selection-missing = Použijte --filter, --tag, --ids, nebo --all pro všechny záznamy.
refusal-id-unreadable = „{ $value }“ není číslo záznamu.
refusal-config-key-unknown =
    { $path } obsahuje „{ $name }“, takové nastavení tu není.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Mysleli jste „{ $likely }“?
    } Může obsahovat: { $keys }.
refusal-config-unreadable = { $path }, řádek { $line }, nelze přečíst: { $reason }.
hint-config-unreadable = Řádek vypadá třeba takto:  lang = "cs"  nebo  quiet = true.
refusal-config-value-unfit = { $path }: „{ $name }“ nemůže být { $value }. Použijte jedno z: { $wanted }. Nebo řádek smažte.
refusal-jq-not-understood =
    Výrazu --jq není rozumět{ $where ->
        [end] { "" } na konci
       *[other] { "" } u „{ $place }“
    }: { $value }
hint-jq-not-understood = Jazyk je jako v jq, například  --jq '.[].id'. Zatím se nic nestalo.
refusal-jq-failed = Výraz --jq se na odpověď nehodí: { $reason }.
hint-jq-failed = Příkaz sám proběhl. --json bez --jq ukáže odpověď, pro kterou výraz psát.
refusal-command-unknown =
    Příkaz „{ $name }“ tu není.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Mysleli jste „{ $likely }“?
    } Jsou tu: { $known }.
refusal-record-incomplete = Ještě chybí: { $fields }.
hint-record-incomplete = Napište to za název, například  messenger=telegram  nebo  tunnel='Default tunnel'.
refusal-import-not-changeable = Import č. { $number } už nelze změnit. Jeho stav: { $state }.
hint-import-not-changeable = Dokončený import vrátí „kartoteka import revert { $number }“.

## serve

serve-at = Otevřete v prohlížeči { $address }
serve-sign-in = Přihlaste se jako { $name } s heslem { $password }
serve-set-up = Zatím se nemůže nikdo přihlásit. Tento odkaz jednou vytvoří prvního správce: { $link }
serve-no-browser = Prohlížeč se tu nepodařilo spustit: otevřete adresu sami.
serve-stop = Server zastavíte klávesami Ctrl-C.
worker-at-work = { $name } pracuje na frontě.
worker-health = Zda je v pořádku, říká { $address }/health/ready, čísla { $address }/metrics.
worker-stop = Zastavíte ho klávesami Ctrl-C; pokračuje jiný pracovník.
refusal-metrics-token-empty = První řádek souboru { $path } je prázdný, není to tedy token.
hint-metrics-token-empty = Napište do prvního řádku dlouhé náhodné slovo.
job-goes-on = Úloha { $number } pokračuje.
job-cancelled = Úloha { $number } byla vyňata z fronty.
job-stopping = Úloha { $number } běží; její pracovník se zastaví, kde to bude bezpečné.
refusal-address-in-use = Adresu { $address } používá jiný program.
hint-address-in-use = Zvolte jinou pomocí --listen.
refusal-address-unusable = Adresu { $address } nelze použít: { $detail }
