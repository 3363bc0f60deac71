### Linhas da linha de comando.

## Reading and mapping

sheet-header-line =
    Planilha “{ $sheet }”, cabeçalho na linha { $row }, { $matched } de { $columns ->
        [one] { $columns } coluna
       *[other] { $columns } colunas
    } com correspondência (ignoradas: { $ignored })
file-header-line =
    { $encoding }, separador “{ $delimiter }”, cabeçalho na linha { $row }, { $matched } de { $columns ->
        [one] { $columns } coluna
       *[other] { $columns } colunas
    } com correspondência (ignoradas: { $ignored })
columns-matched =
    { $matched } de { $columns ->
        [one] { $columns } coluna
       *[other] { $columns } colunas
    } com correspondência
column-ignored = Não será importado: { $columns }
template-lacks = Este modelo foi feito antes e não tem: { $fields }
column-likely = “{ $column }” foi entendida como { $field } (provável)
rows-skipped =
    { $n ->
        [one] { $n } linha vazia será ignorada.
       *[other] { $n } linhas vazias serão ignoradas.
    }
file-seen-before = Este arquivo foi importado em { $date } como nº { $number }.

## Check

check-summary =
    { $rows ->
        [one] { $rows } linha
       *[other] { $rows } linhas
    }: prontas { $ready }, com avisos { $warnings }, com erros { $errors }{ $skipped ->
        [0] {""}
       *[other] , deixadas de fora { $skipped }
    }. Nada foi salvo.
check-all-fine =
    { $rows ->
        [one] { $rows } linha está em ordem.
       *[other] Todas as { $rows } linhas estão em ordem.
    }
check-none-ready = Nenhuma linha pode ser importada ainda.
check-warned-go-in = As linhas com avisos também entram.
check-would = Ao iniciar: criar { $created }, atualizar { $updated }; sem alteração { $unchanged }, ignorar { $skipped }, de fora { $rejected }.
issue-example = p. ex. linha { $row } “{ $value }”
issue-example-empty = p. ex. linha { $row }
rows-written = Linhas gravadas em { $file } ({ $n }).
import-saved = A importação foi guardada como nº { $number }.
next-mend = Agora: corrija o arquivo e execute  { $again }  ou  { $start }
next-start = Agora: { $start }
resumed-file = Erros: antes { $before }, agora { $after }; resolvidos { $solved }, novos { $new }.

## Run

run-confirm = Iniciar a importação nº { $number }: criar { $created }, atualizar { $updated }?
run-finished =
    Importação nº { $number } concluída; { $out ->
        [0] nenhuma linha ficou de fora
        [one] { $out } linha ficou de fora
       *[other] { $out } linhas ficaram de fora
    }.
run-stopped =
    Importação nº { $number } parada depois de { $done } de { $rows ->
        [one] { $rows } linha
       *[other] { $rows } linhas
    }. O que foi salvo permanece. Para continuar: kartoteka import start { $number }
run-failed = A importação nº { $number } falhou: { $reason }. Para tentar de novo: kartoteka import start { $number }
run-detached = A importação nº { $number } continua. kartoteka import watch { $number } / kartoteka import cancel { $number }
run-lost = Não se sabe se o trabalho em #{ $number } continua. Para ver: kartoteka import watch { $number }
run-waiting-ended = A importação nº { $number } ainda está em andamento. Para continuar esperando: kartoteka import watch { $number }
run-tag = Tag: “{ $tag }”.
run-failed-rows = Linhas com falha: { $file } ({ $n })
run-result-file = Resultado de todas as linhas: { $file }
run-created =
    { $n ->
        [one] { $n } registro foi criado.
       *[other] { $n } registros foram criados.
    }
run-updated =
    { $n ->
        [one] { $n } registro foi atualizado.
       *[other] { $n } registros foram atualizados.
    }
dry-run = Simulação. Nada foi salvo.
cancelled = Nada foi alterado.

## Progress. Short pieces that stand beside each other on one line.

progress-rows = { $done }/{ $rows } linhas
progress-speed = { $n }/s
progress-left = faltam { $time }
progress-created = criados { $n }
progress-updated = atualizados { $n }
progress-unchanged = sem alteração { $n }
progress-skipped = ignorados { $n }
progress-rejected = deixados de fora { $n }
progress-failed = com falha { $n }
progress-reading = Lendo { $file }
progress-checking = Verificando
progress-writing = Gravando
progress-waiting = Aguardando o banco de dados

## Delete import

delete-carry =
    { $n ->
        [one] { $n } registro tem esta tag e foi criado
       *[other] { $n } registros têm esta tag e foram criados
    } pela importação nº { $number }.
delete-word = excluir
keep-word = manter
delete-line =
    { $n ->
        [one] { $n } registro será excluído.
       *[other] { $n } registros serão excluídos.
    }
keep-line =
    { $n ->
        [one] { $n } registro permanece: { $reasons }
       *[other] { $n } registros permanecem: { $reasons }
    }
keep-reason-linked = vinculados ({ $type }) { $n }
keep-reason-tag-removed = tag removida { $n }
keep-reason-edited = editados depois { $n }
keep-reason-gone = já excluídos { $n }
keep-reason-erased = pessoa apagada { $n }
delete-edited-note =
    { $n ->
        [one] { $n } deles foi editado depois da importação.
       *[other] { $n } deles foram editados depois da importação.
    } Acrescente --keep-edited para manter esses registros.
delete-dry-run = Simulação. Nada foi excluído.
delete-confirm =
    { $n ->
        [one] Excluir { $n } registro?
       *[other] Excluir { $n } registros?
    }
delete-result =
    { $n ->
        [one] { $n } registro foi excluído
       *[other] { $n } registros foram excluídos
    }, mantidos { $kept }, não puderam ser excluídos { $failed }.

## Undo

undo-preview = Desfazer a importação nº { $number } faria isto:
undo-would-delete =
    { $n ->
        [one] { $n } registro criado é excluído
       *[other] { $n } registros criados são excluídos
    }
undo-would-restore =
    { $n ->
        [one] { $n } registro alterado recebe de volta os valores antigos
       *[other] { $n } registros alterados recebem de volta os valores antigos
    }
undo-would-keep =
    { $n ->
        [one] { $n } registro permanece: editado depois
       *[other] { $n } registros permanecem: editados depois
    }
undo-would-fail =
    { $n ->
        [one] { $n } registro não pode ser desfeito
       *[other] { $n } registros não podem ser desfeitos
    }
undo-taken-back = desfeitos { $n }
undo-kept-edited = mantidos porque foram editados depois { $n }
undo-could-not = não foi possível { $n }
undo-result = Importação nº { $number } desfeita: desfeitos { $back }, mantidos por edição posterior { $kept }, não foi possível { $failed }.
undo-dry-run = Simulação. Nada foi desfeito.
undo-confirm = Desfazer a importação nº { $number }?
undo-again = Pode ser repetido mais tarde para o que foi mantido.

## Export, templates, mass edit

export-line =
    { $n ->
        [one] { $n } linha
       *[other] { $n } linhas
    } -> { $file } ({ $format })
export-csv-format = { $encoding }, “{ $delimiter }”
encoding-with-bom = { $encoding } com BOM
export-deleted = A exportação { $number } foi excluída.
list-empty = Ainda não há nada aqui.
export-detached = A exportação continua. kartoteka export list
export-empty = Nenhum registro corresponde; o arquivo tem só o cabeçalho.
export-csv-faster = Lista grande: CSV é mais rápido.
template-written =
    Modelo gravado em { $file } ({ $columns ->
        [one] { $columns } coluna
       *[other] { $columns } colunas
    }).
edit-preview =
    { $n ->
        [one] { $n } registro muda.
       *[other] { $n } registros mudam.
    } Por pessoa:
edit-person = { $name } { $change }
edit-activated = ativados { $n }
edit-deactivated = desativados { $n }
nobody = ninguém

## Lists on the terminal

heading-number = Nº
heading-name = Nome
heading-type = Tipo
heading-state = Estado
heading-rows = Linhas
heading-created = Criados
heading-updated = Atualizados
heading-out = De fora
heading-tag = Tag
heading-date = Data
heading-by = Por
heading-key = Chave
heading-kind = Tipo de campo
heading-required = Obrigatório
imports-empty = Nenhuma importação ainda. Comece por um modelo: kartoteka template get TIPO
records-empty = Nenhum registro corresponde.
issues-empty = Nenhum problema foi encontrado.
error-prefix = erro: { $sentence }
hint-prefix = dica: { $sentence }
warning-prefix = aviso: { $sentence }

## Around a command

refusal-fault-local = Algo falhou no programa ou na máquina: { $reason }. O que já estava salvo foi mantido.
hint-fault-local = Tente de novo. “kartoteka doctor” verifica se o registro está íntegro.
stopped = Interrompido. O que foi salvo permanece.
how-to-go-on = Para continuar: kartoteka import start { $number }
run-has-not-ended = A execução nº { $number } não terminou: outro processo trabalha nela, ou ela foi interrompida. Para continuar: kartoteka import start { $number }
keep-reason-administrator = último administrador { $n }
keep-reason-taken = valor já em uso { $n }
file-written = Gravado em { $file }.
issue-example-chars = p. ex. linha { $row } ({ $chars } de { $limit } caracteres)
column-maybe = A coluna “{ $column }” talvez seja { $field } e não é usada. Para usar: --map '{ $column }={ $key }'
progress-reading-rows = Lendo

## Further headings

heading-fields = Campos
heading-login = Nome de usuário
heading-role = Função
heading-password = Senha
heading-records = Registros
heading-size = Tamanho
heading-version = Versão
heading-what = O quê
heading-confidence = Certeza
heading-sheet = Planilha
heading-default = Padrão
heading-about = Sobre
heading-attempts = Tentativas
heading-node = Nó

## Records, bulk, users

record-created = O registro { $id } foi criado.
record-updated = O registro { $id } foi alterado.
history-deleted = Excluído
record-unchanged = O registro { $id } já tem esses valores.
bulk-numbers = Registros: { $records }; alterados { $updated }, sem alteração { $unchanged }, de fora { $rejected }.
more-records = Há mais. Para ver: --cursor { $id }
bulk-confirm =
    { $n ->
        [one] Alterar { $n } registro?
       *[other] Alterar { $n } registros?
    }
undo-hint = Para desfazer: kartoteka import revert { $number }
invitation-made = Entregue este código de convite a { $name }. Vale uma vez. Para usar: kartoteka user accept CÓDIGO
password-set = A senha está definida. { $name } já pode entrar.

## Mends

mend-done =
    { $n ->
        [one] { $n } linha foi corrigida. A importação foi verificada de novo.
       *[other] { $n } linhas foram corrigidas. A importação foi verificada de novo.
    }
mend-undone = A última correção foi desfeita. A importação foi verificada de novo.
mend-redone = A correção foi feita de novo. A importação foi verificada de novo.
mend-nothing = Não há correção para desfazer.
checked-before = Erros: antes { $before }, agora { $after }.

## Care of the register

doctor-fine = O registro está íntegro.
doctor-integrity = O arquivo do banco de dados está inteiro.
doctor-integrity-wrong = O banco de dados em { $path } está danificado: { $detail }. Restaure a cópia mais recente: kartoteka restore ARQUIVO
doctor-server = O servidor de banco de dados responde.
doctor-server-wrong = O servidor de banco de dados não responde como deveria: { $detail }. Veja o log e o disco dele.
doctor-schema = A versão do banco de dados é conhecida ({ $detail }).
doctor-disk = Há espaço no disco ({ $detail } livres).
doctor-disk-wrong = No disco que guarda { $path } restam só { $detail }. Libere espaço antes da próxima importação: uma execução que encontra o disco cheio para.
doctor-unfinished = Nenhuma execução ficou por terminar.
doctor-unfinished-wrong = Por terminar: { $detail }. Para continuar: kartoteka import start NÚMERO. Para desfazer o que já fez: kartoteka import revert NÚMERO
doctor-default-tunnel = O túnel padrão existe.
doctor-default-tunnel-wrong = Falta o túnel “{ $detail }”, e por isso clientes sem túnel não podem ser importados. Crie-o de novo: kartoteka tunnel add "{ $detail }"
doctor-outcomes = Os números das importações concluídas conferem.
doctor-outcomes-wrong = Os números destas importações não conferem: { $detail }. Veja uma delas com: kartoteka import show NÚMERO. É uma falha do programa: relate-a.
doctor-queue = Trabalho na fila, em espera e em execução: { $detail }.
doctor-parked = Nenhum trabalho está posto de lado.
doctor-parked-wrong = Trabalhos que falharam demais e estão de lado: { $detail }. Por quê: kartoteka queue list. Quando a causa passar: kartoteka queue go-on NÚMERO
doctor-overdue = Todo trabalhador com trabalho dá sinais de vida.
doctor-overdue-wrong = Trabalhos em execução cujos trabalhadores sumiram: { $detail }. Um servidor ou trabalhador os assume; inicie um: kartoteka worker
doctor-writable = É possível gravar no diretório de dados { $detail }.
doctor-writable-wrong = Não é possível gravar no diretório de dados { $path }: { $detail }. Dê ao usuário deste programa o direito de gravar ali.
backup-written = Uma cópia do registro foi gravada em { $file } ({ $size }).
restored = O registro foi restaurado de { $file }.
restored-before = O que havia antes ficou em { $file }.
restored-erased = Pessoas apagadas que ainda estavam na cópia e saíram de novo: { $n }
erase-confirm = Apagar esta pessoa para sempre? Não pode ser desfeito.
erase-same-record = O mesmo e-mail ou telefone está em { $type } { $id }, que fica. Para apagá-lo também: kartoteka record erase { $type } { $id }
erased = Apagada para sempre. Lugares: { $n }
erase-bytes = Alguém estava lendo, e restos podem ficar por um tempo no arquivo do banco de dados. Execute o comando de novo quando ninguém estiver trabalhando.
restore-confirm = Substituir o registro em { $path }?
copy-equal = { $from } e { $to } contêm o mesmo: { $rows } linhas, esquema { $schema }.
copy-unequal = { $from } e { $to } não contêm o mesmo: veja as linhas com "≠".
copy-next = A partir de agora trabalhe com { $to } e guarde { $from } até ter certeza.
copy-nothing-kept = Nada ficou em { $to }. Verifique se o disco e o servidor de banco de dados estão em ordem e copie de novo.
recipe-saved = A receita “{ $name }” foi salva.
recipe-delete-confirm = Excluir a receita “{ $name }”?
recipe-deleted = A receita “{ $name }” foi excluída.

## Demo

demo-title = Um diretório de dados para explorar: { $path }
demo-leads = Leads de um modelo, 17 linhas com erros de propósito:
demo-companies = Empresas e depois os usuários delas:
demo-operators = Operadores de um arquivo em windows-1250; a codificação teve de ser confirmada:
demo-contacts = Contatos; empresas que ainda não existiam foram criadas:
demo-audience = Clientes de um público de mensageiro, ligados a um novo bot:
demo-next = O que experimentar agora:
demo-next-issues = ver o que havia de errado com os leads
demo-next-revert = ver o que faria desfazer os contatos
demo-next-export = exportar contatos para editar e importar de novo
demo-next-list = todas as importações

## Refusals of the command line, and (hint) what to do instead

refusal-output-field-unknown = A resposta não tem o membro “{ $name }”. Ela tem: { $fields }.
refusal-language-unknown = O idioma “{ $name }” não existe aqui.
hint-language-unknown = Use en, cs, pt-BR ou ru.
refusal-code-unknown =
    O código de problema “{ $name }” não existe.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Você quis dizer “{ $likely }”?
    }
hint-code-unknown = “kartoteka import issues ID --group” mostra os códigos de uma importação.
refusal-column-not-found =
    O arquivo não tem a coluna “{ $name }”.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Você quis dizer “{ $likely }”?
    }
refusal-examples-missing = Não existe o arquivo de exemplo { $path }.
hint-examples-missing = Execute onde está a pasta “examples” ou indique-a com --examples DIR.
refusal-directory-not-empty = O diretório { $path } não está vazio e ficou como está.
hint-directory-not-empty = Escolha outro com --data DIR ou acrescente a ele com --force.
refusal-nothing-said = Não foi dito o que fazer. Use pelo menos um: { $flags }.
refusal-no-wait-local = Sem um servidor, ninguém continua o trabalho quando este comando sai; por isso --no-wait não é possível aqui.
hint-no-wait-local = Retire --no-wait. Para ter o terminal de volta enquanto isso, deixe o shell executar o comando em segundo plano: acrescente --yes e & no fim.
refusal-selection-missing = Não foi dito quais registros usar.
hint-selection-missing = Use --filter, --tag, --ids ou --all para todos os registros.
refusal-id-unreadable = “{ $value }” não é o número de um registro.
refusal-config-key-unknown =
    { $path } contém “{ $name }”, que não é uma configuração daqui.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Você quis dizer “{ $likely }”?
    } Pode conter: { $keys }.
refusal-config-unreadable = { $path }, linha { $line }, não pode ser lido: { $reason }.
hint-config-unreadable = Uma linha é assim:  lang = "pt-BR"  ou  quiet = true.
refusal-config-value-unfit = { $path }: “{ $name }” não pode ser { $value }. Use um destes: { $wanted }. Ou apague a linha.
refusal-jq-not-understood =
    A expressão de --jq não foi entendida{ $where ->
        [end] { "" } no fim
       *[other] { "" } em “{ $place }”
    }: { $value }
hint-jq-not-understood = A linguagem é a do jq, por exemplo  --jq '.[].id'. Nada foi feito ainda.
refusal-jq-failed = A expressão de --jq não combina com a resposta: { $reason }.
hint-jq-failed = O comando em si foi executado. --json sem --jq mostra a resposta para a qual escrever a expressão.
refusal-command-unknown =
    O comando “{ $name }” não existe aqui.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Você quis dizer “{ $likely }”?
    } Existem: { $known }.
refusal-record-incomplete = Ainda falta: { $fields }.
hint-record-incomplete = Escreva depois do nome, por exemplo  messenger=telegram  ou  tunnel='Default tunnel'.
refusal-import-not-changeable = A importação nº { $number } não pode mais ser alterada. Estado: { $state }.
hint-import-not-changeable = “kartoteka import revert { $number }” desfaz uma importação concluída.

## serve

serve-at = Abra { $address } no navegador.
serve-sign-in = Entre como { $name } com a senha { $password }
serve-set-up = Ninguém pode entrar ainda. Este link cria o primeiro administrador, uma vez: { $link }
serve-no-browser = Não foi possível iniciar um navegador aqui: abra o endereço você mesmo.
serve-stop = Ctrl-C para o servidor.
worker-at-work = { $name } trabalha na fila.
worker-health = Se está bem, diz { $address }/health/ready; os números, { $address }/metrics.
worker-stop = Ctrl-C o para; outro trabalhador continua.
refusal-metrics-token-empty = A primeira linha de { $path } está vazia, portanto não é um token.
hint-metrics-token-empty = Escreva uma palavra longa e aleatória na primeira linha.
job-goes-on = O trabalho { $number } continua.
job-cancelled = O trabalho { $number } foi retirado da fila.
job-stopping = O trabalho { $number } está em execução; o trabalhador para onde for seguro.
refusal-address-in-use = O endereço { $address } está em uso por outro programa.
hint-address-in-use = Escolha outro com --listen.
refusal-address-unusable = O endereço { $address } não pode ser usado: { $detail }
