### What follows the wizard: check, mends, preview, run, result, undo, delete import.

## The check

check-title = Resultado da verificação
check-working = Verificando o arquivo
check-nothing-saved = Nada foi salvo ainda.
check-not-yet = Esta importação ainda não foi verificada
check-not-yet-why = A verificação lê cada linha e diz o que está errado e onde. Ela não salva nada.
check-interrupted = A verificação foi interrompida
check-interrupted-why = Ela não chegou ao fim e nada foi salvo. Verifique de novo para ver o que está errado e onde.
check-act = Verificar
check-again = Verificar de novo
check-stale = Linhas ou registros mudaram depois desta verificação; os números podem não valer mais.
check-upload = Enviar arquivo corrigido
check-list = Mostrar lista de erros
check-to-preview = Prévia das mudanças
check-sorts = Linhas por resultado da verificação
check-of-rows =
    { $n ->
        [one] { $n } linha no arquivo.
       *[other] { $n } linhas no arquivo.
    }
check-every-row-fine =
    { $n ->
        [one] A linha está em ordem.
       *[other] Todas as { $n } linhas estão em ordem.
    }
check-start-would = Iniciar criaria { $created } e atualizaria { $updated }.
check-before-after = { $before } → { $after } linhas com erro
check-solved-new = Resolvidos: { $solved }. Novos: { $new }.
check-mends-carried = Correções reaproveitadas: { $kept }. Já não se aplicam: { $left }.
sort-all = Todas
sort-ready = Prontas
sort-warnings = Avisos
sort-errors = Erros
sort-skipped = Ignoradas
sort-mended = Corrigidas
sort-out = Retirada à mão
sort-unknown = Não verificada

## Groups of problems and their mends

groups-title = O que corrigir
groups-none = Nada precisa de correção.
groups-list = Mostrar como lista
check-file-notes = Sobre o arquivo
groups-notes =
    { $n ->
        [one] Mais { $n } coisa que convém saber
       *[other] Mais { $n } coisas que convém saber
    }
mend-suggest =
    { $n ->
        [one] Usar a sugestão em { $n } linha
       *[other] Usar as sugestões em { $n } linhas
    }
mend-cut =
    { $n ->
        [one] Cortar em { $n } caractere
       *[other] Cortar em { $n } caracteres
    }
mend-fill-act = Preencher as vazias…
mend-fill-label =
    { $n ->
        [one] Valor para { $n } célula vazia
       *[other] Valor para { $n } células vazias
    }
mend-replace-act = Substituir valor…
mend-map-act = Mapear valores…
mend-apply = Aplicar
mend-keep-first = Manter a primeira de cada
mend-keep-last = Manter a última de cada
mend-leave-out =
    { $n ->
        [one] Deixar { $n } linha de fora
       *[other] Deixar { $n } linhas de fora
    }
values-in-file = No arquivo
values-becomes = Passa a ser
values-becomes-of = "{ $value }" passa a ser
values-more =
    { $n ->
        [one] Mais { $n } valor não está na lista.
       *[other] Mais { $n } valores não estão na lista.
    }
mend-undo = Desfazer a última correção
mend-redo = Refazer
mend-is-undone = Desfeita
mends-title = Correções feitas
mend-row = Linha { $row }: células alteradas: { $n }
mend-cell = Linha { $row }, "{ $column }": "{ $to }"
mend-values = "{ $column }": valores substituídos, células: { $n }
mend-replace = "{ $column }": "{ $from }" → "{ $to }", células: { $n }
mend-fill = "{ $column }": vazias preenchidas com "{ $to }", células: { $n }
mend-find = Localizar e substituir: "{ $from }" → "{ $to }", células: { $n }
mend-out = Linhas deixadas de fora: { $n } (a partir da linha { $row })
mend-in = Linhas de volta: { $n } (a partir da linha { $row })
flash-mended = Alterações: { $n }. Linhas com erro: { $before } → { $after }.
flash-mend-turned = Feito. Linhas com erro: { $before } → { $after }.
flash-mend-checking = As linhas foram alteradas e estão sendo verificadas de novo.
flash-mend-nothing = Não havia nada a alterar.
flash-mend-none = Não há correção a desfazer ou refazer.
flash-row-right = A linha { $row } já pode ser importada.
flash-row-wrong = A linha { $row } ainda tem erros.
refusal-mend-unknown = Essa correção não existe. Nada foi alterado.

## The rows

rows-title = Linhas
rows-shown = Linhas mostradas
rows-row = Linha
rows-none = Nenhuma linha assim
rows-all = Mostrar todas as linhas
rows-range = { $from }–{ $to } de { $all }
column-unused = não importada
grid-help = As setas movem, Enter edita a célula, Escape sai dela, F8 vai ao próximo erro, Ctrl e Z desfazem a última correção.
grid-saving = Salvando
grid-refused = A célula não pôde ser alterada. Nada foi salvo.
grid-no-error = Não há mais erros.
grid-was = No arquivo:
grid-edit = Novo texto da célula
grid-changed = Alguém alterou esta célula da linha { $row } nesse meio-tempo. Agora ela contém "{ $now }".
row-title = Linha { $row }
row-neighbours = Linhas vizinhas
row-back = Voltar à verificação
row-previous = Erro anterior: linha { $row }
row-next = Próximo erro: linha { $row }
row-save = Salvar e verificar
row-leave-out = Deixar esta linha de fora
row-take-in = Trazer esta linha de volta
cell-in-file = No arquivo: "{ $value }"

## Find and replace, list of errors, corrected file

find-title = Localizar e substituir
find-sheet = Planilha
find-column = Coluna
find-all-columns = Todas as colunas
find-find = Localizar
find-with = Substituir por
find-with-hint = Vazio: o que for encontrado é removido.
find-case = Diferenciar maiúsculas de minúsculas
find-count = Contar
find-found =
    { $n ->
        [one] { $n } célula contém "{ $value }"
       *[other] { $n } células contêm "{ $value }"
    }
find-will = Passará a ser "{ $value }". Dá para desfazer.
find-will-remove = Será removido. Dá para desfazer.
find-replace =
    { $n ->
        [one] Substituir em { $n } célula
       *[other] Substituir em { $n } células
    }
issues-title = Lista de erros
issues-none = Nenhum erro
issues-download = Baixar a lista
file-corrected-title = Enviar arquivo corrigido
file-why = O arquivo corrigido substitui o anterior. Colunas e opções ficam como estão. As correções feitas aqui são aplicadas de novo: as de valores onde a coluna existir, as de linhas isoladas onde a mesma linha existir.
file-choose = Arquivo corrigido
file-hint = XLSX, XLS, ODS ou CSV, com as mesmas colunas.
file-act = Enviar e verificar
repeat-title = Importar outro arquivo com as mesmas opções
repeat-why = Colunas, chaves e opções são mantidas. O arquivo vira uma nova importação e é verificado antes.
repeat-act = Enviar e verificar
refusal-file-not-sent = Escolha um arquivo primeiro.
file-original = Arquivo original
file-result = Resultado de cada linha
file-failed = Só as linhas que ficaram de fora
file-annotated = Baixar arquivo com os erros marcados

## Preview and start

preview-title = Prévia das mudanças
preview-summary = Iniciar vai criar { $created } e atualizar { $updated }.
preview-left-out =
    { $n ->
        [one] { $n } linha fica de fora.
       *[other] { $n } linhas ficam de fora.
    }
preview-tags = Etiquetas adicionadas: { $names }
preview-users =
    { $n ->
        [one] { $n } usuário é criado. Ninguém entra antes do convite.
       *[other] { $n } usuários são criados. Ninguém entra antes do convite.
    }
preview-no-mail = Nenhum e-mail é enviado.
preview-undo = Dá para desfazer esta importação depois, em Importações.
preview-waits = A importação nº { $number } do mesmo tipo está em andamento. Esta começa depois dela.
preview-blocked-whole = Esta importação só roda inteira, e há linhas com erro. Corrija-as primeiro.
preview-blocked-nothing = Não há nada a criar nem atualizar.
preview-sure = Conferi estas mudanças.
preview-sure-needed = Confirme que você conferiu as mudanças.
preview-start = Iniciar importação: criar { $created }, atualizar { $updated }
preview-back = Voltar à verificação
preview-later = Deixar para depois
preview-changed = Os dados mudaram depois dos números que você viu. Nada foi iniciado. Veja os novos números.
preview-was = Era
preview-now = Agora
preview-will = Será
preview-by-field = Mudanças por campo
preview-by-person = Mudanças por pessoa
preview-deactivated =
    { $n ->
        [one] { $n } registro fica inativo
       *[other] { $n } registros ficam inativos
    }
preview-activated =
    { $n ->
        [one] { $n } registro fica ativo
       *[other] { $n } registros ficam ativos
    }
preview-cleared = { $n } esvaziados
preview-rows = Linhas e suas mudanças
preview-one-field = Só um campo
preview-none = Nenhuma linha assim
preview-record = Registro
preview-fields = Campos
preview-nameless = (sem nome)
preview-same = Igual ao armazenado
preview-why = Ver por quê
tab-create = Criar
tab-update = Atualizar
tab-unchanged = Sem mudança
tab-skipped = Ignoradas
tab-left-out = De fora
by-whom = por { $name }

## Running

run-title-run-import = Importando
run-title-undo-import = Desfazendo a importação
run-title-delete-import = Excluindo registros importados
run-broke = Não foi possível continuar
run-stop = Parar
run-stop-title = Parar agora?
run-stop-why = As linhas já importadas ficam. O resto pode ser importado depois, de onde parou.
run-stop-why-undo = O que já foi desfeito fica desfeito. O resto pode ser feito depois.
run-stop-act = Parar
run-go-on = Continuar
run-new-numbers = Ver os novos números
run-to-result = Ver o que foi feito
run-interrupted = Foi interrompido
run-interrupted-at = Feito até agora: { $done } de { $rows }.
run-interrupted-after = Feito até agora: { $done }.
run-interrupted-why = O programa que trabalhava nisso terminou antes da hora, por exemplo porque o computador foi desligado. O que foi gravado fica; ao continuar, nada é gravado duas vezes.
run-interrupted-act = Continuar
run-leave = Deixar como está
flash-stopping = Vai parar no próximo ponto seguro.
work-left = faltam cerca de { $time }
work-resumed = Retomada
work-stopping = Parando
work-said = { $n } por cento concluído

## Result

result-title = Resultado
result-title-import = Importação concluída
result-title-edit = Edição em massa concluída
result-title-bulk = Edição em massa concluída
result-title-undo = Desfazer concluído
result-title-delete = Exclusão concluída
result-title-record = Edição de um registro
result-line = Criados: { $created }, atualizados: { $updated }.
result-left-out =
    { $n ->
        [one] { $n } linha ficou de fora.
       *[other] { $n } linhas ficaram de fora.
    }
result-of = Da importação nº { $number }
result-tag = Etiqueta destes registros: { $name }
result-go-on = Continuar a importação
result-show = Mostrar registros importados
result-fix = Corrigir linhas que falharam
result-undo = Desfazer
result-delete = Excluir esta importação
result-files-until = Os arquivos são guardados até { $day }.
result-files-gone = O arquivo enviado e o que foi feito dele foram guardados pelo tempo configurado e não existem mais. Os registros e o histórico continuam.
result-files = Arquivos
result-facts = Como foi feito
result-took = Duração
result-mode = O que fazer
result-match = Correspondência por
result-empty = Células vazias
result-empty-keep = Mantêm o valor armazenado
result-empty-clear = Apagam o valor armazenado
result-validation = Validação
result-validation-standard = Padrão
result-validation-strict = Estrita
result-validation-off = Só a estrutura
result-errors = Linhas com erro
result-errors-abort = Nada começa enquanto houver
result-errors-skip = Ficam de fora, o resto é importado
result-columns = Colunas
result-matched = { $n } de { $all } associadas
outcome-taken-back = Desfeitos
outcome-kept = Mantidos

## Undo and delete import

undo-title = Desfazer esta importação
undo-lead = Os registros criados saem e os campos alterados voltam aos valores antigos. Edições posteriores ficam.
undo-not-yet = Nada foi alterado ainda.
undo-deleted = Serão excluídos
undo-restored = Voltam aos valores antigos
undo-as-before = Já estão como antes
undo-bucket-edited = Mantidos, editados depois
undo-bucket-could-not = Não dá para desfazer
undo-take-back =
    { $n ->
        [one] Desfazer { $n } registro
       *[other] Desfazer { $n } registros
    }
undo-nothing = Não há mais nada a desfazer.
undo-back = Voltar ao resultado
undo-question = Excluídos: { $deleted }. De volta aos valores antigos: { $restored }.
kept-title =
    { $n ->
        [one] { $n } registro fica
       *[other] { $n } registros ficam
    }
kept-records = Registros que ficam
kept-why = Por quê
kept-again = Dá para repetir depois: o que fica agora pode estar livre então.
kept-edited = Editado depois da importação
kept-edited-fields = Editado depois da importação: { $names }
kept-linked = Ligados a ele: { $names }
kept-gone = Já não existe
kept-erased = A pessoa foi apagada
kept-administrator = O último administrador ativo
kept-taken = O valor antigo agora é de outro registro: { $names }
reason-linked = Registros ligados: { $names }
reason-edited = Editados depois da importação
reason-gone = Já não existem
reason-erased = A pessoa foi apagada
reason-administrator = Último administrador
reason-taken = Valor antigo ocupado
review-cancel = Cancelar
delete-title = Excluir importação
delete-lead = Só os registros criados pela importação são excluídos. Registros com outros ligados a eles ficam.
delete-kind = Tipo de registro
delete-kind-companies-contacts = Empresas e pessoas de contato
delete-show-tags = Mostrar importações
delete-tag = Qual importação
delete-file = Arquivo
delete-present = Ainda presentes
delete-no-tags = Nenhuma importação deixou registros assim: { $names }
delete-no-tags-why = Só são oferecidas etiquetas criadas por importações.
delete-numbers = { $n } serão excluídos, { $kept } ficam.
delete-numbers-type = { $n } excluídos, { $kept } ficam
delete-keep-edited = Manter registros editados depois da importação
delete-count-again = Contar de novo
delete-reasons = Por que registros ficam
delete-act =
    { $n ->
        [one] Excluir { $n } registro
       *[other] Excluir { $n } registros
    }
delete-type = Digite o número { $n } para confirmar
delete-type-wrong = Digite { $n } ou cancele.
delete-changed = O número mudou nesse meio-tempo: { $before } → { $after }. Nada foi excluído.
notice-delete-finished = Registros da importação nº { $number } "{ $name }" foram excluídos.
flash-discarded = O rascunho nº { $number } foi descartado.
imports-drafts = Esperando você
imports-finished = Histórico
imports-actions = Ações da importação { $number }
imports-open = Abrir
imports-discard = Descartar rascunho
imports-search = Buscar por nome, arquivo ou etiqueta
imports-every-type = Todos os tipos
imports-from = Desde
imports-mine = Só as minhas
imports-none-yet = Nenhuma importação ainda. Baixe um modelo para começar.
