import community.core.ids
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('email', models.EmailField(blank=True, max_length=254, null=True, unique=True, verbose_name='メールアドレス')),
                ('public_id', models.CharField(default=community.core.ids.public_id, editable=False, max_length=12, unique=True, verbose_name='公開ID')),
                ('display_name', models.CharField(blank=True, max_length=30, verbose_name='表示名')),
                ('bio', models.CharField(blank=True, max_length=400, verbose_name='ひとこと')),
                ('standing', models.CharField(blank=True, choices=[('', '実績で決まる'), ('trusted', '信頼する'), ('newcomer', 'いつも確認する')], default='', max_length=10, verbose_name='信頼')),
                ('email_verified_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('posts_approved', models.PositiveIntegerField(default=0, editable=False)),
                ('last_hidden_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': '利用者',
                'verbose_name_plural': '利用者',
            },
        ),
        migrations.CreateModel(
            name='DeskRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('desk', '担当職員'), ('chief', '責任者')], default='desk', max_length=5, verbose_name='役割')),
                ('wards', models.JSONField(blank=True, default=list, help_text='区のコード。空なら全区。', verbose_name='担当する区')),
                ('office', models.CharField(default='大阪市', max_length=40, verbose_name='名のる部署')),
                ('office_en', models.CharField(default='Osaka City', max_length=60, verbose_name='名のる部署（英語）')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'デスクの担当',
                'verbose_name_plural': 'デスクの担当',
            },
        ),
    ]
