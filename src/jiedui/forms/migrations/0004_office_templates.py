"""Word templates that an office keeps."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('forms', '0003_blank_forms'),
    ]

    operations = [
        migrations.CreateModel(
            name='OfficeTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('kind', models.CharField(max_length=32)),
                ('name', models.CharField(max_length=200)),
                ('kept_by', models.CharField(max_length=64)),
                ('kept_at', models.DateTimeField()),
            ],
        ),
    ]
