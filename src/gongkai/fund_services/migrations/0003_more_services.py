import django.db.models.deletion
import gongkai.privacy.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('fund_services', '0002_services'),
    ]

    operations = [
        migrations.CreateModel(
            name='CertificateSetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('DEPOSIT', '缴存证明'), ('LOAN_SETTLEMENT', '贷款结清证明'), ('CROSS_CITY_LOAN', '异地贷款缴存使用证明'), ('EMPLOYER_DEPOSIT', '单位缴存证明')], max_length=20, verbose_name='证明种类')),
                ('days', models.PositiveIntegerField(verbose_name='有效天数')),
                ('contact_name', models.CharField(blank=True, default='', max_length=50, verbose_name='联系人')),
                ('confirmed_on', models.DateField(null=True, verbose_name='确认日期')),
                ('version', models.PositiveIntegerField(default=0, verbose_name='版本')),
            ],
            options={
                'verbose_name': '证明设置',
            },
        ),
        migrations.CreateModel(
            name='CoreAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account_no', models.CharField(max_length=40, unique=True, verbose_name='个人账号')),
                ('identity_digest', models.CharField(max_length=64, unique=True)),
                ('facts', gongkai.privacy.fields.EncryptedTextField(verbose_name='账户信息')),
            ],
            options={
                'verbose_name': '演示个人账户',
            },
        ),
        migrations.CreateModel(
            name='CoreBorrower',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': '演示借款人',
            },
        ),
        migrations.CreateModel(
            name='CoreBusiness',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('core_no', models.CharField(max_length=60, unique=True, verbose_name='业务流水号')),
                ('once', models.CharField(max_length=100, unique=True, verbose_name='幂等键')),
                ('content', gongkai.privacy.fields.EncryptedTextField(verbose_name='业务报文')),
                ('received_at', models.DateTimeField(verbose_name='收到时间')),
                ('handling_at', models.DateTimeField(verbose_name='开始办理')),
                ('due_at', models.DateTimeField(verbose_name='办结时间')),
                ('settled_at', models.DateTimeField(null=True, verbose_name='记账时间')),
                ('reason', models.CharField(blank=True, default='', max_length=200, verbose_name='未通过原因')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, null=True, verbose_name='金额（元）')),
            ],
            options={
                'verbose_name': '演示业务',
            },
        ),
        migrations.CreateModel(
            name='CoreEmployer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('employer_no', models.CharField(max_length=40, unique=True, verbose_name='单位账号')),
                ('credit_code', models.CharField(max_length=18, unique=True, verbose_name='统一社会信用代码')),
                ('facts', gongkai.privacy.fields.EncryptedTextField(verbose_name='单位信息')),
            ],
            options={
                'verbose_name': '演示缴存单位',
            },
        ),
        migrations.CreateModel(
            name='CoreEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='日期')),
                ('facts', gongkai.privacy.fields.EncryptedTextField(verbose_name='明细')),
            ],
            options={
                'verbose_name': '演示账户明细',
            },
        ),
        migrations.CreateModel(
            name='CoreLoan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contract_no', models.CharField(max_length=40, unique=True, verbose_name='借款合同编号')),
                ('issued_on', models.DateField(verbose_name='放款日期')),
                ('facts', gongkai.privacy.fields.EncryptedTextField(verbose_name='贷款信息')),
                ('instalments', gongkai.privacy.fields.EncryptedTextField(verbose_name='还款明细')),
            ],
            options={
                'verbose_name': '演示贷款',
            },
        ),
        migrations.CreateModel(
            name='CoreSending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('once', models.CharField(max_length=60, unique=True, verbose_name='幂等键')),
                ('state', models.CharField(choices=[('WAITING', '待提交'), ('SENDING', '正在提交'), ('SENT', '已收到'), ('DONE', '已办结'), ('REFUSED', '未通过'), ('CANCELLED', '已取消')], default='WAITING', max_length=10, verbose_name='提交状态')),
                ('tries', models.PositiveIntegerField(default=0, verbose_name='未成功次数')),
                ('next_at', models.DateTimeField(null=True, verbose_name='下次时间')),
                ('problem', models.CharField(blank=True, default='', max_length=300, verbose_name='情况')),
                ('core_no', models.CharField(blank=True, default='', max_length=60, verbose_name='业务流水号')),
                ('core_state', models.CharField(blank=True, default='', max_length=20, verbose_name='业务状态')),
                ('asked_at', models.DateTimeField(null=True, verbose_name='最近查询')),
                ('made_at', models.DateTimeField(verbose_name='建立时间')),
            ],
            options={
                'verbose_name': '业务提交',
            },
        ),
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='网点名称')),
                ('address', models.CharField(max_length=200, verbose_name='地址')),
                ('phone', models.CharField(blank=True, default='', max_length=40, verbose_name='电话')),
                ('hours', models.CharField(blank=True, default='', max_length=100, verbose_name='办公时间')),
                ('note', models.CharField(blank=True, default='', max_length=200, verbose_name='提示')),
                ('opened_on', models.DateField(verbose_name='启用日期')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='停用日期')),
                ('version', models.PositiveIntegerField(default=0, verbose_name='版本')),
            ],
            options={
                'verbose_name': '服务网点',
            },
        ),
        migrations.CreateModel(
            name='CounterClosure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='停办日期')),
                ('reason', models.CharField(max_length=100, verbose_name='原因')),
                ('made_at', models.DateTimeField(verbose_name='登记时间')),
            ],
            options={
                'verbose_name': '网点停办日',
            },
        ),
        migrations.CreateModel(
            name='EmployerAgent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('employer_no', models.CharField(max_length=40, verbose_name='单位账号')),
                ('employer_name', models.CharField(max_length=200, verbose_name='单位名称')),
                ('is_manager', models.BooleanField(default=False, verbose_name='单位管理员')),
                ('items', models.JSONField(default=list, verbose_name='可办事项')),
                ('from_at', models.DateTimeField(verbose_name='授权时间')),
                ('until_at', models.DateTimeField(null=True, verbose_name='取消时间')),
            ],
            options={
                'verbose_name': '单位经办人',
            },
        ),
        migrations.CreateModel(
            name='FormFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('BLANK', '空白表格'), ('SAMPLE', '填写样表')], max_length=10, verbose_name='种类')),
                ('fmt', models.CharField(max_length=5, verbose_name='格式')),
                ('size', models.PositiveIntegerField(verbose_name='字节数')),
                ('sha256', models.CharField(max_length=64, verbose_name='文件摘要')),
                ('made_from', models.CharField(max_length=64)),
                ('stored_name', models.CharField(max_length=120, verbose_name='存放名称')),
                ('made_at', models.DateTimeField(verbose_name='制作时间')),
            ],
            options={
                'verbose_name': '表格文件',
            },
        ),
        migrations.CreateModel(
            name='FormVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='版本号')),
                ('definition', models.JSONField(verbose_name='表单定义')),
                ('digest', models.CharField(max_length=64)),
                ('in_force_from', models.DateField(verbose_name='启用日期')),
                ('made_at', models.DateTimeField(verbose_name='制定时间')),
                ('released_at', models.DateTimeField(null=True, verbose_name='发布时间')),
            ],
            options={
                'verbose_name': '表单版本',
            },
        ),
        migrations.CreateModel(
            name='FundRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('in_force_from', models.DateField(verbose_name='施行日期')),
                ('basis', models.CharField(max_length=200, verbose_name='依据')),
                ('figures', models.JSONField(verbose_name='数值')),
                ('set_at', models.DateTimeField(verbose_name='设置时间')),
            ],
            options={
                'verbose_name': '本市公积金规定',
            },
        ),
        migrations.CreateModel(
            name='GuideVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='版次')),
                ('state', models.CharField(choices=[('DRAFT', '草稿'), ('IN_REVIEW', '待审核'), ('RELEASED', '已审核'), ('CANCELLED', '未生效即取消')], default='DRAFT', max_length=10, verbose_name='状态')),
                ('in_force_from', models.DateField(null=True, verbose_name='生效日期')),
                ('elements', models.JSONField(verbose_name='指南要素')),
                ('change_note', models.CharField(blank=True, default='', max_length=200, verbose_name='修改说明')),
                ('saved', models.PositiveIntegerField(default=1, verbose_name='保存次数')),
                ('written_at', models.DateTimeField(verbose_name='拟稿时间')),
                ('return_opinion', models.CharField(blank=True, default='', max_length=300, verbose_name='退回意见')),
                ('released_at', models.DateTimeField(null=True, verbose_name='审核时间')),
                ('confirmed_on', models.DateField(null=True, verbose_name='确认日期')),
            ],
            options={
                'verbose_name': '指南版本',
                'ordering': ('item', '-number'),
            },
        ),
        migrations.CreateModel(
            name='OnlineAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', gongkai.privacy.fields.EncryptedTextField(blank=True, default='', verbose_name='姓名')),
                ('identity_number', gongkai.privacy.fields.EncryptedTextField(blank=True, default='', verbose_name='证件号码')),
                ('identity_digest', models.CharField(blank=True, default='', max_length=64)),
                ('phone', gongkai.privacy.fields.EncryptedTextField(blank=True, default='', verbose_name='手机号码')),
                ('phone_digest', models.CharField(blank=True, default='', max_length=64)),
                ('password', models.CharField(blank=True, default='', max_length=200)),
                ('account_no', models.CharField(blank=True, default='', max_length=40, verbose_name='个人账号')),
                ('opened_at', models.DateTimeField(verbose_name='开通时间')),
                ('deleted_at', models.DateTimeField(null=True, verbose_name='注销时间')),
            ],
            options={
                'verbose_name': '网上办事账户',
            },
        ),
        migrations.CreateModel(
            name='OutsideIdentity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issuer', models.CharField(max_length=200, verbose_name='签发方')),
                ('subject_digest', models.CharField(max_length=64)),
                ('bound_at', models.DateTimeField(verbose_name='绑定时间')),
            ],
            options={
                'verbose_name': '统一身份认证绑定',
            },
        ),
        migrations.CreateModel(
            name='ReceiptSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveIntegerField(verbose_name='年份')),
                ('last', models.PositiveIntegerField(verbose_name='最后编号')),
            ],
            options={
                'verbose_name': '受理号序列',
            },
        ),
        migrations.CreateModel(
            name='SealKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(max_length=64, verbose_name='证书指纹')),
                ('certificate', models.TextField(verbose_name='证书')),
                ('subject', models.CharField(max_length=300, verbose_name='持有者')),
                ('issuer', models.CharField(max_length=300, verbose_name='颁发者')),
                ('serial', models.CharField(max_length=60, verbose_name='序列号')),
                ('valid_from', models.DateTimeField(verbose_name='生效时间')),
                ('valid_until', models.DateTimeField(verbose_name='失效时间')),
                ('is_self_signed', models.BooleanField(verbose_name='自签名')),
                ('kept_in', models.CharField(max_length=20, verbose_name='存放方式')),
                ('since', models.DateTimeField(verbose_name='启用时间')),
                ('retired_at', models.DateTimeField(null=True, verbose_name='停用时间')),
            ],
            options={
                'verbose_name': '签章密钥',
            },
        ),
        migrations.CreateModel(
            name='ServiceLimits',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('in_force_from', models.DateField(verbose_name='启用日期')),
                ('basis', models.CharField(max_length=200, verbose_name='依据')),
                ('accept_days', models.PositiveSmallIntegerField(verbose_name='受理（工作日）')),
                ('correct_days', models.PositiveSmallIntegerField(verbose_name='补正（工作日）')),
                ('days', models.PositiveSmallIntegerField(verbose_name='一般办理时限')),
                ('counting', models.CharField(max_length=10, verbose_name='期限计算')),
                ('moves', models.BooleanField(verbose_name='末日遇休息日顺延')),
                ('correction', models.CharField(max_length=10, verbose_name='补正期间')),
                ('items', models.JSONField(default=dict, verbose_name='各事项的天数')),
                ('set_at', models.DateTimeField(verbose_name='设置时间')),
            ],
            options={
                'verbose_name': '办事期限',
            },
        ),
        migrations.CreateModel(
            name='SignInFailure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number_digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField(verbose_name='时间')),
                ('device', models.CharField(blank=True, default='', max_length=100, verbose_name='设备')),
                ('address', models.CharField(blank=True, default='', max_length=45, verbose_name='网络地址')),
            ],
            options={
                'verbose_name': '登录失败',
            },
        ),
        migrations.CreateModel(
            name='SlotPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.CharField(blank=True, choices=[('', '综合业务'), ('REGISTRATION', '单位登记'), ('ACCOUNTS', '职工账户'), ('DEPOSITS', '缴存'), ('RELIEF', '降比缓缴'), ('WITHDRAWAL', '提取'), ('LOAN', '贷款'), ('REPAYMENT', '还款'), ('CERTIFICATES', '查询与证明')], default='', max_length=30, verbose_name='业务类别')),
                ('weekday', models.PositiveSmallIntegerField(choices=[(1, '星期一'), (2, '星期二'), (3, '星期三'), (4, '星期四'), (5, '星期五'), (6, '星期六'), (7, '星期日'), (8, '调休上班日')], verbose_name='星期')),
                ('starts', models.TimeField(verbose_name='开始')),
                ('ends', models.TimeField(verbose_name='结束')),
                ('capacity', models.PositiveSmallIntegerField(verbose_name='号数')),
                ('from_on', models.DateField(verbose_name='启用日期')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='停用日期')),
                ('made_at', models.DateTimeField(verbose_name='制定时间')),
            ],
            options={
                'verbose_name': '号源计划',
            },
        ),
        migrations.AddField(
            model_name='serviceitem',
            name='code',
            field=models.CharField(blank=True, default='', max_length=60, verbose_name='事项代码'),
        ),
        migrations.AddField(
            model_name='serviceitem',
            name='confirmed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer'),
        ),
        migrations.AddField(
            model_name='serviceitem',
            name='confirmed_on',
            field=models.DateField(blank=True, null=True, verbose_name='确认日期'),
        ),
    ]
