// What a caller can act on: a wrong file, an unknown standard, an impossible request. One class, one table of codes and words.
// Data: the table grows with the product.
import { fill, type Lang, type Name, type Word } from './name.ts'

/** Every fault, in words; `{…}` are values of the case at hand. The sentence says what is wrong and what to do. */
export const FAULTS = {
  'no-file': { zh: '找不到文件 {file}', en: 'There is no file {file}' },
  'empty-file': { zh: '{file} 是空文件', en: '{file} is empty' },
  'unknown-format': {
    zh: '认不出 {file} 的格式；可读：{known}',
    en: 'The format of {file} is not known; these are: {known}',
  },
  'not-pbf': { zh: '{file} 不是 OSM PBF 文件', en: '{file} is not an OSM PBF file' },
  truncated: { zh: '{file} 不完整：在第 {at} 字节处中断', en: '{file} is cut short at byte {at}' },
  'bad-file': { zh: '{file} 读不懂：{why}', en: '{file} cannot be read: {why}' },
  'old-xls': {
    zh: '{file} 是旧版或加密的 Excel 文件；请另存为未加密的 .xlsx',
    en: '{file} is an old or encrypted Excel file; save it as .xlsx without a password',
  },
  'too-large': { zh: '{file} 太大（{size}），上限 {limit}', en: '{file} is too large ({size}); the limit is {limit}' },
  'no-streets': { zh: '{file} 里没有可步行的道路', en: '{file} holds no way that one may walk' },
  'no-columns': {
    zh: '{file} 缺少列：{missing}；已有列：{found}',
    en: '{file} lacks columns {missing}; it has {found}',
  },
  'no-people': { zh: '没有人口：{why}', en: 'There are no residents: {why}' },
  'no-outlets': { zh: '没有网点：{why}', en: 'There are no outlets: {why}' },
  'unknown-standard': { zh: '没有名为 {id} 的标准；可用：{known}', en: 'There is no standard {id}; known are {known}' },
  'unknown-walker': { zh: '没有名为 {id} 的步行者；可用：{known}', en: 'There is no walker {id}; known are {known}' },
  'unknown-batch': { zh: '没有名为 {id} 的批次；可用：{known}', en: 'There is no batch {id}; known are {known}' },
  'unknown-datum': { zh: '没有名为 {id} 的坐标系；可用：{known}', en: 'There is no datum {id}; known are {known}' },
  'unknown-census-code': {
    zh: '普查表里没有代码 {code}；相近的有：{near}',
    en: 'The census table has no code {code}; near it are: {near}',
  },
  'no-area-for-code': {
    zh: '区域文件里没有代码 {code}，无法分摊其人口',
    en: 'No area has the code {code}, so its people cannot be placed',
  },
  'bad-value': { zh: '{name} 应为 {expected}，得到 {got}', en: '{name} should be {expected}; got {got}' },
  needs: { zh: '需要 {what}', en: '{what} is needed' },
  'off-network': {
    zh: '{what} 附近 {limit} 米内没有可走的路',
    en: 'There is no way to walk within {limit} m of {what}',
  },
  'no-route': { zh: '两点之间走不通', en: 'One cannot walk from one point to the other' },
  'not-a-city': {
    zh: '{folder} 里没有测度结果；请先运行 yike measure',
    en: '{folder} holds no measured city; run yike measure first',
  },
  'cannot-write': {
    zh: '写不进 {folder}：{why}；请换一个目录，或改它的权限',
    en: '{folder} cannot be written: {why}; name another folder, or change its permissions',
  },
  'not-ours': {
    zh: '{folder} 已有别的文件，不敢覆盖；请换一个目录',
    en: '{folder} holds other files and was left alone; choose another folder',
  },
  cancelled: { zh: '已取消', en: 'Cancelled' },
  'port-taken': { zh: '端口 {port} 已被占用', en: 'Port {port} is taken' },
  'unknown-persona': { zh: '没有名为 {id} 的人物；可用：{known}', en: 'There is no persona {id}; known are {known}' },
  'unknown-typing': { zh: '没有名为 {id} 的分型办法；可用：{known}', en: 'There is no typing {id}; known are {known}' },
  'bad-typing': {
    zh: '{file} 不是可用的分型办法：{why}；请改好后再试',
    en: '{file} is no typing that can be used: {why}; put it right and try again',
  },
  'other-residents': {
    zh: '{file} 的居民单元与 {base} 的不是同一批，目标单元对不上；请用同一份人口数据重新测度',
    en: 'The cells of {file} are not those of {base}, so its targets cannot be found; measure again with the same residents',
  },
  'no-such-areas': {
    zh: '没有 {level} 一级的区域；已有：{known}',
    en: 'There are no areas of level {level}; there are: {known}',
  },
  'missing-pairs': {
    zh: '{file} 缺 {missing} 对距离，例如 {pair}；请补齐，或说明缺的就是到不了（--sparse）',
    en: '{file} lacks {missing} pairs, such as {pair}; add them, or say that a missing pair is out of reach (--sparse)',
  },
  'too-few-candidates': {
    zh: '要选 {p} 处，可选的候选点只有 {candidates} 处；请减少 p 或增加候选点',
    en: '{p} sites are asked for and there are {candidates} candidates to choose from; ask for fewer, or add candidates',
  },
  'budget-too-small': {
    zh: '预算 {budget} 一处也开不了：最便宜的能覆盖新需求的候选点要 {cheapest}；请提高预算',
    en: 'A budget of {budget} opens nothing: the cheapest candidate that covers anyone new costs {cheapest}; raise the budget',
  },
  'no-candidate-in-reach': {
    zh: '没有候选点能在 {radius} 以内够到任何尚未覆盖的需求；请加大半径，或把候选点放到需求附近',
    en: 'No candidate is within {radius} of any demand that is not covered yet; widen the radius or add candidates nearer to the demand',
  },
  'all-covered': {
    zh: '{radius} 以内已全部覆盖，无须新开；要找更好的布局请缩小半径或改用 p-median',
    en: 'Everything asked for is covered within {radius} already, so nothing need be opened; narrow the radius or use p-median to better it',
  },
  'cannot-cover-share': {
    zh: '所有候选点都开也只能覆盖 {most}，达不到 {share}；请降低比例、加大半径或增加候选点',
    en: 'Even all candidates together cover {most}, not {share}; lower the share, widen the radius or add candidates',
  },
  'unreached-demands': {
    zh: '有 {demands} 个需求点（权重 {weight}）任何候选点都到不了，例如第 {first} 个；请增加候选点、放宽距离上限，或先去掉这些需求点',
    en: '{demands} demands (weight {weight}) are out of reach of every site, such as number {first}; add candidates, list longer distances, or leave these demands out',
  },
  'too-few-to-reach-all': {
    zh: '{p} 处不够让所有需求点都到得了（至少要 {least} 处）；请增加 p、放宽距离上限，或改用 most-covered',
    en: '{p} sites cannot reach all demands (at least {least} can be needed); ask for more, list longer distances, or use most-covered',
  },
  'no-answer-in-time': {
    zh: '时限内还没找到 {p} 处都够得到的布局；请延长时限，或增加 p',
    en: 'No choice of {p} sites that reaches all demands was found in the time given; give more time, or ask for more sites',
  },
  'no-site-costs': {
    zh: '按预算或最低费用选址需要每个候选点的费用，{sites} 处没有；请补上费用，或改按处数',
    en: 'A budget or a least cost needs the cost of every candidate, and {sites} have none; give costs, or count sites',
  },
  'nobody-lacks': {
    zh: '{minutes} 分钟内人人都够得到{category}，没有人可增；请缩短时限，或改用 p-median 缩短步行',
    en: 'Everybody reaches {category} within {minutes} minutes, so nobody can be gained; shorten the limit, or use p-median to shorten walks',
  },
  'nothing-known': {
    zh: '没有一份来源列有{category}，谁缺无从说起；请提供列有它的台账，或用 --unknown-too 把情况不明的居民也当作缺',
    en: 'No source lists {category}, so nothing can be said of who lacks it; give a ledger that lists it, or count those of whom nothing is known with --unknown-too',
  },
  'no-band': {
    zh: '人口数据没有分出 {band} 岁；已有：{known}。请换一份分年龄的人口，或不分年龄',
    en: 'The population does not tell those aged {band}; it tells: {known}. Give one that does, or ask for all residents',
  },
  'no-candidates': {
    zh: '没有可用于{category}的候选点：{why}；请补充候选点（--premises、--candidates-on-streets、--mobile）',
    en: 'There is no candidate for {category}: {why}; add some (--premises, --candidates-on-streets, --mobile)',
  },
  'no-candidate-near': {
    zh: '{candidates} 处候选点在 {minutes} 分钟内够不到任何一个缺{category}的人（共 {people} 人）；请把候选点放到他们附近，或放宽时限',
    en: 'None of {candidates} candidates is within {minutes} minutes of anybody who lacks {category} ({people} people); add candidates near them, or allow more minutes',
  },
  'share-reached': {
    zh: '{category}的覆盖率已有 {now}，不低于所要的 {share}，无须新开；请提高比例或缩短时限',
    en: '{category} is within reach of {now} already, no less than the {share} asked for; ask for more, or shorten the limit',
  },
  'share-out-of-reach': {
    zh: '候选点全部开设，{category}的覆盖率也只到 {most}，达不到 {share}；请增加候选点、放宽时限或降低比例',
    en: 'With every candidate open {category} is within reach of {most}, not {share}; add candidates, allow more minutes or ask for less',
  },
  'no-trade': {
    zh: '没有一处候选点单独能增加 {least} 人；最多的一处增加 {most} 人。请降低保底客源或换候选点',
    en: 'No candidate gains {least} people by itself; the best gains {most}. Ask for a smaller trade, or add candidates',
  },
  'capacity-too-small': {
    zh: '现有与候选的容量合起来，在时限内只能服务 {most} 人，要服务 {need} 人；请增加候选点或容量，或降低比例',
    en: 'What is there and all candidates together can serve {most} people within the limit, and {need} are to be served; add candidates or capacity, or ask for a smaller share',
  },
  'no-hearts': {
    zh: '没有可作圈中心的地方：步行 {minutes} 分钟内聚有 {least} 家基本保障类网点的一处也没有，也没有社区商业中心；请指定圈中心、允许提出拟建中心，或补充网点台账',
    en: 'Nothing could be the heart of a circle: nowhere do {least} outlets of the basic tier stand within {minutes} minutes, and there is no centre; give hearts, let sites be proposed, or add a ledger of outlets',
  },
  'unknown-unit': {
    zh: '{what} 里的 {id} 不是这座城市的社区（或地块）；请核对编号或名称',
    en: '{id} in {what} is no unit of this city; check its id or name',
  },
  'fixed-together': {
    zh: '{a} 与 {b} 在同一社区（或地块）内，不能各自成圈；请只留一个',
    en: '{a} and {b} stand in one unit and cannot both have a circle; keep one of them',
  },
  'all-locked': {
    zh: '所有社区（或地块）都在锁定的圈里，没有可划的了；请至少放开一个圈',
    en: 'Every unit is in a locked circle, so nothing is left to draw; unlock one',
  },
  'no-union': {
    zh: '边界合并不了（{why}）；请检查社区边界是否自相交或破损',
    en: 'Borders could not be joined ({why}); look for borders that cross themselves or are damaged',
  },
  'option-of-models': {
    zh: '{option} 只用于模型 {models}，这里是 {model}；请换模型，或去掉它',
    en: '{option} is for the models {models}, and this is {model}; take one of these, or leave it out',
  },
  'unknown-setting': {
    zh: '没有 {name} 这个设置（是不是 {nearest}？）；可用的有：{known}',
    en: 'There is no setting {name} (did you mean {nearest}?); there are: {known}',
  },
  'bad-setting': { zh: '设置 {name} 不对：{why}', en: 'The setting {name} is wrong: {why}' },
  'bad-request': {
    zh: '请求的内容不对：{why}；请改正后重试',
    en: 'The request is not as it should be: {why}; put it right and try again',
  },
  'sign-in': { zh: '请先登录', en: 'Sign in first' },
  'wrong-password': {
    zh: '账号或密码不对；请核对后重试，多次错误会暂时锁定',
    en: 'Account or password is wrong; look again, several wrong ones lock the account for a while',
  },
  'account-locked': {
    zh: '密码错误次数过多，账号锁定到 {until}；届时再试，或请管理员解锁',
    en: 'Too many wrong passwords: the account is locked until {until}; try then, or ask an administrator',
  },
  'password-must-change': { zh: '请先修改密码，再继续使用', en: 'Change the password first, then go on' },
  'weak-password': { zh: '密码不合要求：{why}', en: 'This password will not do: {why}' },
  'session-ended': {
    zh: '登录已失效（退出、超时或在别处结束）；请重新登录',
    en: 'This session has ended; sign in again',
  },
  'token-ended': {
    zh: '令牌无效、已过期或已被收回；请换一个',
    en: 'This token is not valid, has expired or was taken back; use another',
  },
  'not-yours': {
    zh: '这里不在您的职权范围内；需要的话请管理员授权',
    en: 'This is beyond your rights; ask an administrator for them if you need it',
  },
  'cross-site': {
    zh: '请求来自别的网站，已拒绝；请从本系统的页面操作',
    en: 'The request came from another site and was refused; use the pages of this system',
  },
  'not-there': {
    zh: '没有 {what}，或者您看不到它；请核对地址',
    en: 'There is no {what}, or it is not shown to you; check the address',
  },
  'not-now': { zh: '现在不能这样做：{why}', en: 'This cannot be done now: {why}' },
  taken: {
    zh: '{what} 已经有了；请换一个，或使用已有的',
    en: '{what} is there already; choose another, or use that one',
  },
  'changed-meanwhile': {
    zh: '在您修改期间，别人已经改过它；两份都在这里，请比较后再保存',
    en: 'Somebody else changed it while you did; both are here, compare them and save again',
  },
  'if-match-needed': {
    zh: '修改时须说明所见的是哪一版（If-Match）；请先读取再修改',
    en: 'Say which version you saw when you change something (If-Match); read it first',
  },
  'upload-too-large': {
    zh: '内容太大，超过了上限；请分成几份，或请管理员提高上限',
    en: 'This is larger than the limit; send it in parts, or ask an administrator to raise the limit',
  },
  'too-many-requests': { zh: '请求太频繁；请稍等片刻再试', en: 'Too many requests; wait a moment and try again' },
  mistake: {
    zh: '程序自身出了错，没有保存任何更改；请把请求编号告诉管理员',
    en: 'A mistake of ours; nothing was changed. Tell an administrator the number of the request',
  },
  'disk-full': {
    zh: '{where} 所在的磁盘已满，没有写入任何内容；请清理或扩容后再试',
    en: 'The disk of {where} is full, and nothing was written; free some space and try again',
  },
  'blob-missing': {
    zh: '文件库里没有内容 {sha256}；请重新上传，或从备份恢复',
    en: 'The blob {sha256} is not in the store; upload it again, or restore it from a backup',
  },
  'blob-altered': {
    zh: '内容 {sha256} 已被改动或损坏，与其校验和不符；请从备份恢复',
    en: 'The blob {sha256} was altered or damaged and does not fit its hash; restore it from a backup',
  },
  'store-away': {
    zh: '文件库 {where} 暂时连不上（{why}）；请稍后再试',
    en: 'The file store {where} does not answer ({why}); try again later',
  },
  'store-refuses': {
    zh: '文件库 {where} 拒绝了请求（{why}）；请检查存储桶、密钥、权限和时钟',
    en: 'The file store {where} refused ({why}); check its bucket, keys, rights and clock',
  },
  'bad-store': {
    zh: '文件库的设置不能用：{why}；应形如 s3://存储桶/前缀?endpoint=https://…&region=…',
    en: 'The setting of the file store cannot be used: {why}; it should look like s3://bucket/prefix?endpoint=https://…&region=…',
  },
  'not-what-it-says': {
    zh: '{file} 名不副实：按名称或类型应是 {claim}，内容却是 {kind}；请用原来的格式另存后再传',
    en: '{file} is not what it says: by its name or type it should be {claim}, but it holds {kind}; save it in that format and upload it again',
  },
  away: {
    zh: '数据库或文件库暂时连不上，没有保存任何更改；恢复后会自动继续，请稍后重试',
    en: 'The database or the store cannot be reached for now and nothing was changed; it goes on by itself once they are back, try again shortly',
  },
  'database-in-use': {
    zh: '数据库目录 {dir} 正被另一个 yike 进程（{pid}）使用；请先停止它，或换一个目录',
    en: 'The database in {dir} is in use by another yike (process {pid}); stop that one, or name another folder',
  },
  'database-no-user': {
    zh: 'PostgreSQL 不能以 root 运行，也建不了用户 {user}；请先执行 useradd --system {user}，或换普通用户启动',
    en: 'PostgreSQL cannot run as root, and a user {user} could not be made; run useradd --system {user}, or start as an ordinary user',
  },
  'database-folder-closed': {
    zh: '用户 {user} 进不了 {dir}，而数据库以该用户运行；请把数据目录放到别处（如 /var/lib/yike），或对其上级目录执行 chmod o+x',
    en: 'User {user}, whom the database runs as, cannot enter {dir}; put the data elsewhere (such as /var/lib/yike), or chmod o+x the folders above it',
  },
  'database-no-programs': {
    zh: '{bin} 里的 PostgreSQL 用不了（{why}）；请重新执行 npm ci，或用 YIKE_DATABASE_URL 指定数据库服务器',
    en: 'There is no working PostgreSQL in {bin} ({why}); run npm ci again, or name a database server in YIKE_DATABASE_URL',
  },
  'database-not-made': {
    zh: '在 {dir} 建不成数据库：{why}；请按此处理后重新启动',
    en: 'No database could be made in {dir}: {why}; put that right and start again',
  },
  'database-not-ours': {
    zh: '{dir} 里有别的东西，不是数据库；请移走它，或换一个目录',
    en: '{dir} holds something that is no database; move it away, or name another folder',
  },
  'database-other-version': {
    zh: '{dir} 是 PostgreSQL {made} 建的，这里的是 {have}；请用原来的版本备份（yike backup），再恢复到新目录',
    en: '{dir} was made by PostgreSQL {made} and this is {have}; back it up with the old one (yike backup) and restore into a new folder',
  },
  'database-not-started': {
    zh: '{dir} 里的数据库启动不了。其日志末尾：{why}',
    en: 'The database in {dir} does not start; its log ends with: {why}',
  },
  'database-no-room': {
    zh: '磁盘已满，数据库写不进 {dir}；请腾出空间，之后会自行恢复',
    en: 'The disk is full and the database cannot write to {dir}; make room and it goes on by itself',
  },
  'database-away': {
    zh: '数据库暂时连不上（{why}）；请稍后再试，一直如此请管理员查看数据库和 YIKE_DATABASE_URL',
    en: 'The database is out of reach for now ({why}); try again shortly, and if that lasts have an administrator look at the database and YIKE_DATABASE_URL',
  },
  'database-roles': {
    zh: '数据库登录 {login} 无权准备角色；请数据库管理员执行：{sql}',
    en: 'The login {login} may not prepare the roles; have an administrator of the database run: {sql}',
  },
  'database-role-strong': {
    zh: '数据库角色 {role} 权限过大（{why}），会绕过行级权限；请收回后再启动',
    en: 'The database role {role} may too much ({why}), which would pass by row-level security; take that away and start again',
  },
  'migration-failed': {
    zh: '迁移 {file} 第 {line} 行执行失败：{why}；数据库未改动，改正后再启动即可',
    en: 'Migration {file} failed at line {line}: {why}; the database is as it was, put that right and start again',
  },
  'migration-changed': {
    zh: '迁移 {file} 在执行之后被改过；请恢复原文件，改动另写成新的迁移',
    en: 'Migration {file} was changed after it had been applied; restore it, and write the change as a new migration',
  },
  'migration-gap': {
    zh: '迁移应从 1 起连续编号；第 {number} 个的位置上是 {found}。请补齐文件',
    en: 'Migrations are numbered from 1 without gaps; in place of number {number} is {found}. Restore the files',
  },
  'database-newer': {
    zh: '数据库已到第 {database} 号迁移，此版本只认识到第 {code} 号；请升级程序，或恢复旧备份',
    en: 'The database is at migration {database} and this version knows {code}; run a newer version, or restore an older backup',
  },
  'database-older': {
    zh: '数据库在第 {database} 号迁移，此版本需要第 {code} 号；请先启动一次服务器完成升级',
    en: 'The database is at migration {database} and this version needs {code}; start the server once, which brings it up to date',
  },
  'run-lost': {
    zh: '负责计算的进程连续 {times} 次中断，不再自动重试；多半是内存不足，请换更大内存的机器运行 yike worker 后重试',
    en: 'The processes that computed this ended {times} times before it was done, and it is not tried again by itself; memory is the likely reason: run yike worker where there is more, and try again',
  },
  'no-database': {
    zh: '{dir} 里没有数据库；请核对 YIKE_DATA，或用 YIKE_DATABASE_URL 指明数据库',
    en: 'There is no database in {dir}; check YIKE_DATA, or name the database by YIKE_DATABASE_URL',
  },
  'owner-needed': {
    zh: '登录 {login} 不是表的主人，做不了这件事；请在 YIKE_MIGRATOR_URL 写上属主（yike_migrator）的地址',
    en: 'The login {login} does not own the tables, which this needs; give the address of the owner (yike_migrator) as YIKE_MIGRATOR_URL',
  },
  'no-backup': {
    zh: '{dir} 里没有完整的备份：{why}；请换一个目录，或重新备份',
    en: 'There is no whole backup in {dir}: {why}; name another folder, or back up again',
  },
  'backup-newer': {
    zh: '这份备份来自更新的版本（{theirs}），此版本只认识到 {ours}；请先升级程序',
    en: 'This backup is of a newer version ({theirs}) and this one knows {ours}; upgrade first',
  },
  'backup-folder-other': {
    zh: '{dir} 里有别的东西（{found}），不会往里写备份；请给一个空目录，或以前备份用的目录',
    en: '{dir} holds something else ({found}) and no backup is written there; name an empty folder, or one of an earlier backup',
  },
  'backup-at-work': {
    zh: '这个数据库正在备份；请等它做完再来',
    en: 'This database is being backed up already; come back when that is done',
  },
  'backup-lacks': {
    zh: '备份已写好，但文件库里有 {count} 个文件缺失或已损坏，例如 {first}；请从旧备份找回后再备份一次',
    en: 'The backup is written, but {count} files of the store are missing or damaged, such as {first}; get them from an older backup and back up again',
  },
  'backup-broken': {
    zh: '备份 {dir} 不能用：{count} 处不符，例如{first}；请用另一份备份，并查看磁盘',
    en: 'The backup in {dir} cannot be used: {count} things are not as written, such as {first}; use another one, and look at the disk',
  },
  'database-not-empty': {
    zh: '数据库里已有内容（表 {table}），恢复只能进空数据库；请新建一个数据库，或换一个 YIKE_DATA',
    en: 'The database holds something already (table {table}) and a backup is restored into an empty one only; make a new database, or name another YIKE_DATA',
  },
  'upload-under-way': {
    zh: '{file} 的同一份内容正在读取或导入（{upload}）；请等它完成，不必重传',
    en: 'The same content as {file} is being read or taken in ({upload}); wait for that one, there is no need to upload it again',
  },
  'run-too-long': {
    zh: '计算超过 {hours} 小时仍未完成，已停止；请缩小范围，或减少网点与居民点后重试',
    en: 'The computation took over {hours} hours and was stopped; take a smaller area, or fewer outlets and residents, and try again',
  },
  'own-work': {
    zh: '这份方案是您自己报送的，不能由您审核；请交另一位有审核权的人办理',
    en: 'You submitted this plan yourself and cannot approve it; leave that to another reviewer',
  },
  'too-deep': {
    zh: '内容的层次超过 {most} 层，没有保存；请检查它是否由本系统生成',
    en: 'This is nested more than {most} deep and was not kept; check that it was made by this system',
  },
  'maps-away': {
    zh: '地图绘制中断，已重新开始；请稍后重试',
    en: 'Drawing this map broke off and has begun anew; try again shortly',
  },
  'password-weak': { zh: '这个密码不合要求：{why}；请换一个', en: 'This password will not do: {why}; choose another' },
  'password-used': {
    zh: '最近五个密码不能再用；请换一个新的',
    en: 'The last five passwords cannot be used again; choose a new one',
  },
  'invitation-ended': {
    zh: '邀请无效、已用过、已过期或已收回；请管理员重新邀请',
    en: 'This invitation is not valid, was used, has expired or was taken back; ask an administrator for another',
  },
  'not-yourself': {
    zh: '不能给自己任免职务、重置密码或改动所属；请另一位管理员来做',
    en: 'Nobody appoints, resets or moves themselves; ask another administrator',
  },
  'beyond-yours': {
    zh: '{who} 在您管理范围之外还有职务，您不能代为处理；请上级管理员来做',
    en: '{who} holds roles beyond what you administer; ask an administrator above',
  },
  'last-administrator': {
    zh: '{office} 只剩这一位管理员；请先任命另一位，再做此事',
    en: 'This is the last administrator of {office}; appoint another first',
  },
  'token-may-not': {
    zh: '令牌不能办理登录、密码和令牌事务；请本人登录后再办',
    en: 'A token does not open passwords, sessions and tokens; sign in yourself',
  },
  'oidc-off': {
    zh: '没有设置统一身份认证（YIKE_OIDC_ISSUER）；请用账号和密码登录',
    en: 'No identity provider is set (YIKE_OIDC_ISSUER); sign in with login and password',
  },
  'oidc-refused': {
    zh: '统一身份认证没有完成：{why}；请重新登录',
    en: 'Signing in at the identity provider was not completed: {why}; begin again',
  },
  'oidc-stranger': {
    zh: '统一身份认证已通过，但 {login} 在本系统没有账号也没有邀请；请管理员邀请',
    en: 'The identity provider knows {login}, who has neither an account nor an invitation here; ask an administrator for one',
  },
  'trail-broken': {
    zh: '变更记录有 {count} 处对不上，见上；请保存现状，并与备份比对',
    en: 'The trail does not hold in {count} places, see above; keep things as they are and compare with a backup',
  },
  'database-refuses': {
    zh: '数据库不接受这个登录（{why}）；请核对 YIKE_DATABASE_URL（和 YIKE_MIGRATOR_URL）里的账号、口令和库名',
    en: 'The database refuses the login ({why}); check login, password and database in YIKE_DATABASE_URL (and YIKE_MIGRATOR_URL)',
  },
  'search-too-long': {
    zh: '{s} 秒内没有查完；请缩短时间范围（from、to），或再指明对象、操作或人员',
    en: 'Not found out within {s} s; give a shorter span of time (from, to), or say which noun, deed or person',
  },
} as const satisfies Record<string, Name>

/** A kind of fault. */
export type FaultCode = keyof typeof FAULTS

/** Thrown where a caller can act: `throw new Fault('no-file', { file })`. The message is English; `say` gives either language. */
export class Fault extends Error {
  readonly code: FaultCode
  readonly values: Readonly<Record<string, Word>>

  constructor(code: FaultCode, values: Readonly<Record<string, Word>> = {}) {
    super(fill(FAULTS[code], values, 'en'))
    this.name = 'Fault'
    this.code = code
    this.values = values
  }

  /** The sentence for a person. */
  say(lang: Lang): string {
    return fill(FAULTS[this.code], this.values, lang)
  }
}
