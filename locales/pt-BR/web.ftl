### A aplicação web: moldura, entrada, perfil, notificações, páginas de erro.

## The frame of every page

web-skip = Ir para o conteúdo
web-navigation = Navegação principal
web-notifications = Notificações
web-profile = Perfil
web-sign-out = Sair
web-signed-in-as = Conectado como { $name }
web-language-now = Idioma: { $name }
web-theme-now = Tema: { $name }
theme-system = Como o sistema
theme-light = Claro
theme-dark = Escuro
nav-home = Início
nav-imports = Importações
nav-exports = Exportações

## Words used everywhere

web-save = Salvar
web-close = Fechar
web-show = Mostrar
web-hide = Ocultar
web-on = Ligado
web-off = Desligado
web-actions = Ações
web-pages = Páginas
web-first-page = Voltar à primeira página
web-previous-page = Página anterior
web-next-page = Próxima página
web-clear-filters = Limpar filtros
web-error = Erro
web-problem = Há um problema
web-show-password = Mostrar a senha
web-hide-password = Ocultar a senha
web-not-reached = O servidor não respondeu. Nada foi alterado. Tente de novo.
web-shortcuts = Atalhos de teclado
web-shortcut-search = Buscar
web-shortcuts-off = Você pode desligá-los no seu perfil.

## Sign-in, set-up, invitation

sign-in-title = Entrar
sign-in-name = Nome de usuário
sign-in-email = E-mail
sign-in-password = Senha
sign-in-act = Entrar
sign-in-forgotten = Esqueceu a senha? Peça um novo link a um administrador.
password-hint = Pelo menos 8 caracteres. Algumas palavras seguidas são fáceis de lembrar e difíceis de adivinhar.
set-up-title = Crie o primeiro administrador
set-up-why = Ninguém pode entrar ainda. Quem preencher isto cuida do registro e convida os outros.
set-up-login-mode = As pessoas entram com
set-up-by-name = Nome de usuário. Um e-mail pode pertencer a várias pessoas.
set-up-by-email = E-mail. Cada e-mail deve ser único.
set-up-act = Criar administrador
invitation-title = Escolha a sua senha
invitation-why = Este link é para { $name }. Funciona uma vez.
invitation-password = Nova senha
invitation-act = Salvar a senha e entrar
refusal-sign-in-blocked =
    { $n ->
        [one] Tentativas demais. Tente de novo em { $n } minuto.
       *[other] Tentativas demais. Tente de novo em { $n } minutos.
    }
refusal-set-up-spent = Este link de configuração não vale mais.
hint-set-up-spent = Se ninguém pode entrar ainda, inicie o servidor de novo: ele mostra um novo link.
refusal-session-unknown = Esta sessão já terminou.
refusal-password-wrong = A senha atual não está certa.
refusal-job-unknown = Não há esse trabalho, ou ele já foi esquecido.
refusal-too-many-jobs =
    { $n ->
        [one] Você já tem { $n } trabalho à espera, que é o limite.
       *[other] Você já tem { $n } trabalhos à espera, que é o limite.
    }
hint-too-many-jobs = Espere até que uma parte termine.

## Profile

profile-look = Idioma e aparência
profile-language = Idioma
profile-theme = Tema
profile-password = Senha
profile-present = Senha atual
profile-wanted = Nova senha
profile-password-ends = As suas outras sessões terminam quando a senha muda.
profile-password-act = Mudar a senha
profile-sessions = Onde você está conectado
profile-device = Navegador
profile-began = Entrada
profile-used = Último uso
profile-this-one = Esta
profile-end = Encerrar
profile-end-others = Encerrar todas as outras sessões
flash-password-changed = A sua senha foi mudada. As outras sessões terminaram.
flash-session-ended = A sessão terminou.
flash-sessions-ended =
    { $n ->
        [one] { $n } outra sessão terminou.
       *[other] { $n } outras sessões terminaram.
    }

## Notifications. notice-CODE is what a person is told; its facts come from the work that ended

notices-none = Nenhuma notificação
notices-none-why = Quando um trabalho longo terminar, você será avisado aqui.
notices-read-all = Marcar todas como lidas
notices-new = Nova
notices-open = Abrir
notice-import-checked = A importação nº { $number } “{ $name }” foi verificada. Nada foi salvo ainda.
notice-import-finished = A importação nº { $number } “{ $name }” terminou.
notice-import-stopped = A importação nº { $number } “{ $name }” foi parada. As linhas já importadas ficam.
notice-import-failed = A importação nº { $number } “{ $name }” não pôde continuar.
notice-undo-finished = A importação nº { $number } “{ $name }” foi desfeita.
notice-work-failed = O trabalho no nº { $number } não pôde ser feito.
notice-draft-handed = { $by } passou a você o rascunho nº { $number } “{ $name }”.

## Work in the background

state-with-errors = Concluída com erros
work-waiting = À espera da vez
work-waits-for = Começa depois da importação nº { $number }, que grava registros do mesmo tipo
work-waits-for-show = Ver
work-storing = Guardando o arquivo
work-reading = Lendo o arquivo
work-surveying = Lendo as chaves
work-checking = Verificando
work-running = Gravando
work-undoing = Desfazendo
work-exporting = Exportando
work-rows = { $done } de { $rows } linhas
work-leave = Você pode fechar esta página. Você será avisado.
work-progress = Progresso

## Error pages, by status

problem-title-403 = Isto não é permitido
problem-title-404 = Esta página não existe
problem-title-409 = Isto não combina com o que está salvo agora
problem-title-412 = Alguém mudou isto enquanto isso
problem-title-413 = Isto é grande demais
problem-title-422 = Isto não pode ser feito assim
problem-title-500 = Algo deu errado aqui
problem-title-503 = O registro está ocupado
problem-forbidden = Só administradores podem fazer isto.
problem-forbidden-import = Só administradores podem importar.
problem-ask = Peça a { $names }.
problem-cross-site = Este pedido veio de outro site, por isso nada foi feito.
problem-cross-site-hint = Abra a página aqui e faça de novo.
problem-too-large = O que foi enviado passa do limite. Nada foi salvo.
problem-body = O que foi enviado não pôde ser lido. Nada foi alterado.
problem-body-hint = Volte, recarregue a página e envie de novo.
problem-not-found = O endereço pode estar errado, ou o que estava aqui foi removido.
problem-not-found-hint = Vá para o início e procure a partir de lá.
problem-fault = O programa falhou. O que foi salvo antes fica.
problem-fault-hint = Tente de novo. Se acontecer outra vez, dê o número abaixo a um administrador.
problem-number = Número deste pedido:
problem-home = Ir para o início

## Records, search and exports in the frame

nav-companies = Empresas
nav-contacts = Contatos
nav-leads = Leads
nav-products = Produtos
nav-locations = Locais
nav-assets = Ativos
nav-clients = Clientes
nav-users = Usuários
web-search = Pesquisar em todos os registros
web-search-hint = Pesquisar: nome, ID, e-mail
web-cancel = Cancelar
web-copied = Copiado

## Notices of mass edits and exports

notice-bulk-finished =
    { $n ->
        [one] A edição em massa #{ $number } terminou: { $n } registro alterado.
       *[other] A edição em massa #{ $number } terminou: { $n } registros alterados.
    }
notice-bulk-stopped = A edição em massa #{ $number } foi interrompida. O que já mudou permanece.
notice-bulk-failed = A edição em massa #{ $number } não pôde continuar.
notice-export-ready =
    { $n ->
        [one] A exportação de { $n } registro está pronta. Vá para as exportações.
       *[other] A exportação de { $n } registros está pronta. Vá para as exportações.
    }
notice-export-failed = A exportação #{ $number } não pôde ser feita. Nada mais foi alterado.

## The frame of the settings and of help

nav-settings = Configurações
nav-help = Ajuda
web-crumbs = Onde você está
web-edit = Editar
web-add = Adicionar
web-delete = Excluir
web-download = Baixar
web-copy = Copiar
web-done = Pronto
