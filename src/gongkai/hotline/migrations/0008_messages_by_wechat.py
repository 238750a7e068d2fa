"""Lets messages of the box come by WeChat, and marks the tickets that are answered there."""

from django.db import migrations, models

import gongkai.privacy.fields


def mark_box(apps, schema_editor):
    tickets = apps.get_model("hotline", "Ticket").objects
    tickets.filter(source="SITE_MESSAGE").update(is_in_box=True)


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0005_service_roles'),
        ('hotline', '0007_bulletins_and_forms_once'),
    ]

    operations = [
        migrations.AddField(
            model_name='sitemessage',
            name='openid',
            field=gongkai.privacy.fields.EncryptedTextField(blank=True, default='', verbose_name='微信用户标识'),
        ),
        migrations.AddField(
            model_name='sitemessage',
            name='openid_digest',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
        migrations.AddField(
            model_name='ticket',
            name='is_in_box',
            field=models.BooleanField(default=False, verbose_name='在留言箱办理'),
        ),
        migrations.AlterField(
            model_name='sitemessage',
            name='answer_way',
            field=models.CharField(choices=[('ONLINE', '网上查询'), ('PHONE', '电话告知'), ('EMAIL', '电子邮件'), ('WECHAT', '微信告知')], default='ONLINE', max_length=10, verbose_name='答复方式'),
        ),
        migrations.AddIndex(
            model_name='sitemessage',
            index=models.Index(condition=models.Q(('openid_digest', ''), _negated=True), fields=['agency', 'openid_digest', '-received_at'], name='message_of_follower'),
        ),
        migrations.AddConstraint(
            model_name='sitemessage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer_way', 'WECHAT'), models.Q(('openid', ''), _negated=True), models.Q(('openid_digest', ''), _negated=True)), models.Q(models.Q(('answer_way', 'WECHAT'), _negated=True), ('openid', ''), ('openid_digest', '')), _connector='OR'), name='wechat_message_has_follower'),
        ),
        migrations.RunPython(mark_box, migrations.RunPython.noop),
    ]
