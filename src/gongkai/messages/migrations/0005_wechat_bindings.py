"""Keeps who is bound to a follower of the WeChat account; what officers typed moves there."""

import django.db.models.deletion
from django.db import migrations, models

import gongkai.privacy.fields
from gongkai.privacy.digests import keyed_digest


def carry_over(apps, schema_editor):
    contacts = apps.get_model("gongkai_messages", "OfficerContact").objects.exclude(openid="")
    bindings = apps.get_model("gongkai_messages", "WeChatBinding").objects
    for row in contacts.select_related("officer").order_by("changed_at", "pk"):
        agency = row.officer.agency_id
        digest = keyed_digest("wechat-openid", f"{agency}:{row.openid}")
        if bindings.filter(agency_id=agency, kind="OFFICER", openid_digest=digest).exists():
            continue
        bindings.create(
            agency_id=agency,
            kind="OFFICER",
            holder=row.officer_id,
            openid=row.openid,
            openid_digest=digest,
            bound_at=row.changed_at,
        )


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0005_service_roles'),
        ('gongkai_messages', '0004_dispatches_by_subject'),
    ]

    operations = [
        migrations.CreateModel(
            name='WeChatBinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('ACCOUNT', '账户绑定'), ('OFFICER', '工作人员绑定')], max_length=10, verbose_name='绑定对象')),
                ('holder', models.PositiveBigIntegerField()),
                ('openid', gongkai.privacy.fields.EncryptedTextField(verbose_name='微信用户标识')),
                ('openid_digest', models.CharField(max_length=64)),
                ('bound_at', models.DateTimeField(verbose_name='绑定时间')),
                ('takes_messages', models.BooleanField(default=False, verbose_name='以微信接收通知')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='agencies.agency')),
            ],
            options={
                'verbose_name': '微信绑定',
                'constraints': [models.UniqueConstraint(fields=('kind', 'holder'), name='wechat_holder_once'), models.UniqueConstraint(fields=('agency', 'kind', 'openid_digest'), name='wechat_follower_once'), models.CheckConstraint(condition=models.Q(models.Q(('openid', ''), _negated=True), models.Q(('openid_digest', ''), _negated=True)), name='wechat_binding_has_follower')],
            },
        ),
        migrations.CreateModel(
            name='WeChatBindingCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('ACCOUNT', '账户绑定'), ('OFFICER', '工作人员绑定')], max_length=10, verbose_name='绑定对象')),
                ('holder', models.PositiveBigIntegerField()),
                ('code_digest', models.CharField(max_length=64)),
                ('until_at', models.DateTimeField(db_index=True, verbose_name='有效期至')),
                ('takes_messages', models.BooleanField(default=False, verbose_name='以微信接收通知')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='agencies.agency')),
            ],
            options={
                'verbose_name': '微信绑定码',
                'constraints': [models.UniqueConstraint(fields=('kind', 'holder'), name='wechat_code_once_a_holder'), models.UniqueConstraint(fields=('agency', 'code_digest'), name='wechat_code_once')],
            },
        ),
        migrations.CreateModel(
            name='WeChatPush',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('push_digest', models.CharField(max_length=64)),
                ('sender_digest', models.CharField(max_length=64)),
                ('received_at', models.DateTimeField(db_index=True, verbose_name='收到时间')),
                ('reply', gongkai.privacy.fields.EncryptedTextField(blank=True, default='', verbose_name='回复')),
                ('is_message', models.BooleanField(default=False, verbose_name='登记为留言')),
                ('is_wrong_code', models.BooleanField(default=False, verbose_name='绑定码不正确')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='agencies.agency')),
            ],
            options={
                'verbose_name': '微信来信',
                'indexes': [models.Index(fields=['agency', 'sender_digest', 'received_at'], name='wechat_sender')],
                'constraints': [models.UniqueConstraint(fields=('agency', 'push_digest'), name='wechat_push_once')],
            },
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='officercontact',
            name='openid',
        ),
    ]
