### Webová aplikace: rámec stránek, přihlášení, profil, oznámení, chybové stránky.

## The frame of every page

web-skip = Přejít k obsahu
web-navigation = Hlavní navigace
web-notifications = Oznámení
web-profile = Profil
web-sign-out = Odhlásit se
web-signed-in-as = Přihlášen: { $name }
web-language-now = Jazyk: { $name }
web-theme-now = Vzhled: { $name }
theme-system = Podle systému
theme-light = Světlý
theme-dark = Tmavý
nav-home = Přehled
nav-imports = Importy
nav-exports = Exporty

## Words used everywhere

web-save = Uložit
web-close = Zavřít
web-show = Zobrazit
web-hide = Skrýt
web-on = Zapnuto
web-off = Vypnuto
web-actions = Akce
web-pages = Stránky
web-first-page = Zpět na první stránku
web-previous-page = Předchozí stránka
web-next-page = Další stránka
web-clear-filters = Zrušit filtry
web-error = Chyba
web-problem = Něco nesouhlasí
web-show-password = Zobrazit heslo
web-hide-password = Skrýt heslo
web-not-reached = Server neodpověděl. Nic se nezměnilo. Zkuste to znovu.
web-shortcuts = Klávesové zkratky
web-shortcut-search = Hledat
web-shortcuts-off = Vypnout je můžete ve svém profilu.

## Sign-in, set-up, invitation

sign-in-title = Přihlášení
sign-in-name = Uživatelské jméno
sign-in-email = E-mail
sign-in-password = Heslo
sign-in-act = Přihlásit se
sign-in-forgotten = Zapomněli jste heslo? Požádejte správce o nový odkaz.
password-hint = Alespoň 8 znaků. Několik slov za sebou se dobře pamatuje a těžko hádá.
set-up-title = Vytvořte prvního správce
set-up-why = Zatím se nemůže nikdo přihlásit. Kdo vyplní tento formulář, stará se o kartotéku a zve ostatní.
set-up-login-mode = Lidé se přihlašují pomocí
set-up-by-name = Uživatelské jméno. Jeden e-mail může patřit více lidem.
set-up-by-email = E-mail. Každý e-mail musí být jedinečný.
set-up-act = Vytvořit správce
invitation-title = Zvolte si heslo
invitation-why = Tento odkaz patří uživateli { $name }. Funguje jednou.
invitation-password = Nové heslo
invitation-act = Uložit heslo a přihlásit se
refusal-sign-in-blocked =
    { $n ->
        [one] Příliš mnoho pokusů. Zkuste to znovu za { $n } minutu.
        [few] Příliš mnoho pokusů. Zkuste to znovu za { $n } minuty.
       *[other] Příliš mnoho pokusů. Zkuste to znovu za { $n } minut.
    }
refusal-set-up-spent = Tento odkaz k nastavení už neplatí.
hint-set-up-spent = Pokud se zatím nemůže nikdo přihlásit, spusťte server znovu: vypíše nový odkaz.
refusal-session-unknown = Toto přihlášení už skončilo.
refusal-password-wrong = Současné heslo nesouhlasí.
refusal-job-unknown = Taková úloha není, nebo už byla zapomenuta.
refusal-too-many-jobs =
    { $n ->
        [one] Už vám čeká { $n } úloha, víc jich být nemůže.
        [few] Už vám čekají { $n } úlohy, víc jich být nemůže.
       *[other] Už vám čeká { $n } úloh, víc jich být nemůže.
    }
hint-too-many-jobs = Počkejte, až část skončí.

## Profile

profile-look = Jazyk a vzhled
profile-language = Jazyk
profile-theme = Vzhled
profile-password = Heslo
profile-present = Současné heslo
profile-wanted = Nové heslo
profile-password-ends = Změnou hesla skončí vaše ostatní přihlášení.
profile-password-act = Změnit heslo
profile-sessions = Kde jste přihlášeni
profile-device = Prohlížeč
profile-began = Přihlášeno
profile-used = Naposledy použito
profile-this-one = Toto
profile-end = Ukončit
profile-end-others = Ukončit všechna ostatní přihlášení
flash-password-changed = Heslo se změnilo. Ostatní přihlášení skončila.
flash-session-ended = Přihlášení skončilo.
flash-sessions-ended =
    { $n ->
        [one] Skončilo { $n } další přihlášení.
        [few] Skončila { $n } další přihlášení.
       *[other] Skončilo { $n } dalších přihlášení.
    }

## Notifications. notice-CODE is what a person is told; its facts come from the work that ended

notices-none = Žádná oznámení
notices-none-why = Až skončí delší práce, dozvíte se to tady.
notices-read-all = Označit vše jako přečtené
notices-new = Nové
notices-open = Otevřít
notice-import-checked = Import č. { $number } „{ $name }“ je zkontrolován. Zatím se nic neuložilo.
notice-import-finished = Import č. { $number } „{ $name }“ je hotov.
notice-import-stopped = Import č. { $number } „{ $name }“ byl zastaven. Už importované řádky zůstávají.
notice-import-failed = Import č. { $number } „{ $name }“ nemohl pokračovat.
notice-undo-finished = Import č. { $number } „{ $name }“ byl vzat zpět.
notice-work-failed = Práci na č. { $number } se nepodařilo dokončit.
notice-draft-handed = Uživatel { $by } vám předal koncept č. { $number } „{ $name }“.

## Work in the background

state-with-errors = Dokončeno s chybami
work-waiting = Čeká, až přijde na řadu
work-waits-for = Začne po importu č. { $number }, který zapisuje záznamy stejného typu
work-waits-for-show = Zobrazit ho
work-storing = Ukládá se soubor
work-reading = Čte se soubor
work-surveying = Čtou se klíče
work-checking = Kontrola
work-running = Zápis
work-undoing = Vrací se zpět
work-exporting = Export
work-rows = { $done } z { $rows } řádků
work-leave = Stránku můžete zavřít. Dostanete oznámení.
work-progress = Průběh

## Error pages, by status

problem-title-403 = Toto není dovoleno
problem-title-404 = Taková stránka tu není
problem-title-409 = Neodpovídá tomu, co je teď uloženo
problem-title-412 = Mezitím to někdo změnil
problem-title-413 = Je to příliš velké
problem-title-422 = Takto to nejde
problem-title-500 = Něco se tu pokazilo
problem-title-503 = Kartotéka je zaneprázdněná
problem-forbidden = Toto mohou jen správci.
problem-forbidden-import = Importovat mohou jen správci.
problem-ask = Požádejte: { $names }.
problem-cross-site = Tento požadavek přišel z jiného webu, proto se nic nestalo.
problem-cross-site-hint = Otevřete stránku zde a zopakujte to.
problem-too-large = Odeslaná data jsou větší než limit. Nic se neuložilo.
problem-body = Odeslaná data se nepodařilo přečíst. Nic se nezměnilo.
problem-body-hint = Vraťte se, načtěte stránku znovu a odešlete ji ještě jednou.
problem-not-found = Adresa může být napsaná s chybou, nebo to, co tu bylo, už někdo odstranil.
problem-not-found-hint = Přejděte na přehled a hledejte odtud.
problem-fault = Program selhal. Co bylo uloženo dřív, zůstává.
problem-fault-hint = Zkuste to znovu. Pokud se to zopakuje, sdělte správci číslo uvedené níže.
problem-number = Číslo tohoto požadavku:
problem-home = Přejít na přehled

## Records, search and exports in the frame

nav-companies = Společnosti
nav-contacts = Kontakty
nav-leads = Leady
nav-products = Produkty
nav-locations = Místa
nav-assets = Zařízení
nav-clients = Klienti
nav-users = Uživatelé
web-search = Hledat ve všech záznamech
web-search-hint = Hledat: název, ID, e-mail
web-cancel = Zrušit
web-copied = Zkopírováno

## Notices of mass edits and exports

notice-bulk-finished =
    { $n ->
        [one] Hromadná úprava #{ $number } skončila: změněn { $n } záznam.
        [few] Hromadná úprava #{ $number } skončila: změněny { $n } záznamy.
       *[other] Hromadná úprava #{ $number } skončila: změněno { $n } záznamů.
    }
notice-bulk-stopped = Hromadná úprava #{ $number } byla zastavena. Co se změnilo předtím, zůstává.
notice-bulk-failed = Hromadná úprava #{ $number } nemohla pokračovat.
notice-export-ready =
    { $n ->
        [one] Export { $n } záznamu je připraven. Přejděte na exporty.
        [few] Export { $n } záznamů je připraven. Přejděte na exporty.
       *[other] Export { $n } záznamů je připraven. Přejděte na exporty.
    }
notice-export-failed = Export #{ $number } se nepodařilo vytvořit. Nic jiného se nezměnilo.

## The frame of the settings and of help

nav-settings = Nastavení
nav-help = Nápověda
web-crumbs = Kde jste
web-edit = Upravit
web-add = Přidat
web-delete = Smazat
web-download = Stáhnout
web-copy = Kopírovat
web-done = Hotovo
