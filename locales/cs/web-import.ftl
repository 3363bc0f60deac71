### Data import: hub, wizard, result, history.

## The history of imports and other runs

imports-none = Zatím žádné importy
imports-none-why = Co naimportujete, objeví se tady i s výsledkem.
imports-none-fit = Filtru neodpovídá žádný import.
imports-every-state = Všechny stavy
imports-name = Import
imports-type = Typ
imports-state = Stav
imports-rows = Řádky
imports-tag = Štítek
imports-by = Kdo
imports-at = Datum
run-import = Import
run-edit = Hromadná úprava ze souboru
run-bulk = Hromadná úprava
run-undo = Vzetí zpět
run-delete = Smazání importu
run-record = Úprava jednoho záznamu

## The steps of an import

steps-title = Kroky importu
steps-done = hotovo
step-upload = Nahrání
step-sheet = List a záhlaví
step-columns = Sloupce
step-options = Možnosti
step-check = Kontrola
step-start = Spuštění
