# كلمات الموقع بالعربية. الصيغة هي Fluent: https://projectfluent.org
# يستبدل الموقع رسالةً بأن يسمّيها في ملفه strings/ar.ftl.
# للجمع في العربية ست صيغ: zero و one و two و few و many و other.

## حول كل صفحة

skip-to-content = انتقل إلى المحتوى
navigation = التنقل الرئيسي
breadcrumbs = أنت هنا
languages = اللغات
search = بحث
search-hint = كلمة أو مكان أو هدف
home = الرئيسية
contents = في هذه الصفحة
feed = موجز Atom
feed-of = موجز Atom: { $title }
feed-all = جميع المداخل
as-of = البيانات حتى { $date }
edit-page = حرّر هذه الصفحة
more = المزيد
show-all = عرض الكل
menu = القائمة
more-places = صفحات أخرى
licence = رخصة النصوص
as-of-label = البيانات حتى

## القوائم وصفحاتها

page-n-of-m = الصفحة { $page } من { $pages }
pages = الصفحات
previous = السابق
next = التالي
pages-in-order = كل الصفحات
pages-beside = الصفحة السابقة والتالية
none-yet = لا شيء بعد
newest = الجديد والمعدَّل
due-next = المواعيد المقبلة
gaps-explained = لم يُسجَّل بعد أي مدخل في هذه المصطلحات.
and-more = و{ $count } غيرها
entries-count =
    { $count ->
        [zero] لا مداخل
        [one] مدخل واحد
        [two] مدخلان
        [few] { $count } مداخل
        [many] { $count } مدخلًا
       *[other] { $count } مدخل
    }
commitments-count =
    { $count ->
        [zero] لا التزامات
        [one] التزام واحد
        [two] التزامان
        [few] { $count } التزامات
        [many] { $count } التزامًا
       *[other] { $count } التزام
    }
practices-count =
    { $count ->
        [zero] لا ممارسات
        [one] ممارسة واحدة
        [two] ممارستان
        [few] { $count } ممارسات
        [many] { $count } ممارسة
       *[other] { $count } ممارسة
    }
skills-partnerships-count =
    { $count ->
        [zero] لا شراكات مهارات
        [one] شراكة مهارات واحدة
        [two] شراكتا مهارات
        [few] { $count } شراكات مهارات
        [many] { $count } شراكة مهارات
       *[other] { $count } شراكة مهارات
    }
agreements-count =
    { $count ->
        [zero] لا اتفاقات
        [one] اتفاق واحد
        [two] اتفاقان
        [few] { $count } اتفاقات
        [many] { $count } اتفاقًا
       *[other] { $count } اتفاق
    }
milestones-late = متأخرة: { $count }
milestones-reached = المراحل المنجزة: { $done } من { $count }

## أنواع المداخل: المفرد ثم الجمع

kind-commitment = التزام
kind-practice = ممارسة
kind-skills-partnership = شراكة مهارات
kind-agreement = اتفاق
kind-page = صفحة
kinds-commitment = الالتزامات
kinds-practice = الممارسات
kinds-skills-partnership = شراكات المهارات
kinds-agreement = الاتفاقات
kinds-page = الصفحات
# ما يُقرأ بجانب عدد مداخل نوع ما.
kinds-counted-commitment =
    { $count ->
        [one] التزام
        [two] التزامان
        [few] التزامات
        [many] التزامًا
       *[other] التزام
    }
kinds-counted-practice =
    { $count ->
        [one] ممارسة
        [two] ممارستان
        [few] ممارسات
        [many] ممارسة
       *[other] ممارسة
    }
kinds-counted-skills-partnership =
    { $count ->
        [one] شراكة مهارات
        [two] شراكتا مهارات
        [few] شراكات مهارات
        [many] شراكة مهارات
       *[other] شراكة مهارات
    }
kinds-counted-agreement =
    { $count ->
        [one] اتفاق
        [two] اتفاقان
        [few] اتفاقات
        [many] اتفاقًا
       *[other] اتفاق
    }
kinds-counted-page =
    { $count ->
        [one] صفحة
        [two] صفحتان
        [few] صفحات
        [many] صفحة
       *[other] صفحة
    }
section-kinds = أنواع المداخل
kind-commitment-summary = ما وعدت به جهةٌ ما أو ما يُطلب منها أن تعد به.
kind-practice-summary = ما يجري العمل به بالفعل، وكلفته، ومدى ما يُعرف عن نجاحه.
kind-skills-partnership-summary = تدريب في بلد من أجل العمل في بلد آخر، يُخطَّط له ويُموَّل بصورة مشتركة.
kind-agreement-summary = ما وقّعته أطراف أو ما تجتمع بانتظام للتشاور بشأنه.
kind-page-summary = نصوص عن الموقع نفسه.

## المحاور: ما يأتي مع البرنامج وما هو شائع في المواقع

axis-levels = المستويات
axis-sdg = أهداف التنمية المستدامة
axis-regions = المناطق
axis-countries = البلدان
axis-occupations = المهن
axis-themes = المواضيع
axis-actors = الجهات الفاعلة
axis-objectives = الأهداف
axis-groups = الفئات
axis-forums = المحافل
axis-glossary = المسرد

## الحالات

status-proposed = قيد الاقتراح
status-planned = قيد التخطيط
status-active = قيد التنفيذ
status-completed = اكتمل التنفيذ
status-stalled = توقف التنفيذ
status-withdrawn = جرى السحب
status-negotiating = قيد التفاوض
status-signed = موقَّع
status-in-force = سارٍ
status-suspended = معلَّق
status-ended = منتهٍ

## العلاقات، لكل منها عكسها

relation-implements = ينفّذ
relation-implements-inverse = ينفّذه
relation-part-of = جزء من
relation-part-of-inverse = يشمل
relation-supersedes = يحل محل
relation-supersedes-inverse = حل محله
relation-modelled-on = على غرار
relation-modelled-on-inverse = نموذج لـ
relation-related = انظر أيضًا
relation-related-inverse = انظر أيضًا

## عناوين الأقسام

section-facts = معلومات أساسية
section-road-map = خريطة الطريق
section-reviews = الاستعراضات
section-needs = الاحتياجات
section-offers = العروض
section-results = النتائج
section-parties = الأطراف
section-relations = العلاقات
section-sources = المصادر
section-references = المراجع
section-mentions = ورد ذكره في
section-figures = أرقام
section-narrower = مصطلحات أضيق
section-broader = مصطلح أوسع
section-related-terms = مصطلحات ذات صلة
section-gaps = ما ينقص هنا

## أسماء الحقول

field-kind = النوع
field-status = الحالة
field-level = المستوى
field-sdg = أهداف التنمية المستدامة
field-countries = البلدان
field-led-by = بقيادة
field-partners = الشركاء
field-by = صاحب الالتزام
field-beneficiaries = المستفيدون
field-period = الفترة
field-from = من
field-to = إلى
date = التاريخ
field-date = تاريخ النشر الأول
field-updated = تاريخ التحديث
field-next-review = الاستعراض المقبل
field-due = تاريخ الاستحقاق
field-done = تاريخ الإنجاز
field-evidence = الأدلة
field-forum = المحفل
field-finding = الاستنتاج
field-note = ملاحظة
field-source = المصدر
field-type = الصنف
field-amount = المبلغ
field-meets = يلبي
field-measure = المقياس
field-value = القيمة
field-unit = الوحدة
field-year = السنة
field-disaggregation = التصنيف
field-implemented-by = الجهة المنفذة
field-place = المكان
field-cost = التكلفة
field-origin = بلد المنشأ
field-destination = بلد المقصد
field-occupations = المهن
field-funded-by = جهة التمويل
field-training-in = مكان التدريب
field-qualification = المؤهل
field-recognised-in = معترف به في
field-places-per-year = عدد الأماكن سنويًّا
field-track = المسار
field-adopted = تاريخ الاعتماد
field-in-force = تاريخ بدء النفاذ
field-region = المنطقة
field-depositary = الوديع
field-secretariat = الأمانة
field-review-every = دورية الاستعراض
field-party = الطرف
field-signed = التوقيع
field-ratified = التصديق
field-party-in-force = بدء النفاذ
undated = نعم، في تاريخ غير معروف
field-withdrawn = الانسحاب
field-accessed = تاريخ الاطلاع
field-paragraphs = الفقرات
field-pages = الصفحات
field-title = العنوان
field-regions = المناطق
field-id = المعرّف
field-url = العنوان الإلكتروني
field-key = المفتاح
field-currency = العملة
field-cite = الوثيقة
field-paras = الفقرات
field-aliases = المعرّفات السابقة
field-extra = بيانات أخرى
entry-data = هذا المدخل في شكل بيانات (JSON)
entry-markdown = هذا المدخل بصيغة Markdown

## قيم الحقول

finding-on-track = على المسار الصحيح
finding-partly = على المسار الصحيح جزئيًّا
finding-off-track = خارج المسار
finding-achieved = تحقق
milestone-done = تم الإنجاز
milestone-due = في موعد مقبل
milestone-overdue = فات الموعد
milestone-dropped = لم يعد الإنجاز منتظرًا
# للاحتياجات وللعروض على السواء.
support-funding = التمويل
support-technical-assistance = المساعدة التقنية
support-capacity = بناء القدرات
support-data = البيانات
support-partnership = الشراكة
need-open = لم يُلبَّ بعد
need-met = يلبيه عرض
need-partly = يلبيه عرض جزئيًا
evidence-described = وصف
evidence-monitored = رصد
evidence-evaluated = تقييم
evidence-replicated = تكرار في أماكن أخرى
track-home = محلي: يبقى المتدربون
track-away = خارجي: يجوز للمتدربين السفر
agreement-framework = اتفاق إطاري
agreement-free-movement = حرية التنقل
agreement-labour-mobility = تنقل اليد العاملة
agreement-readmission = إعادة القبول
agreement-social-security = الضمان الاجتماعي
agreement-qualification-recognition = الاعتراف بالمؤهلات
agreement-consultative-process = عملية تشاورية
agreement-coalition = ائتلاف
agreement-other = اتفاق آخر

## أصناف الجهات الفاعلة

actor-state-body = هيئة حكومية
actor-city = مدينة أو سلطة محلية
actor-un-agency = هيئة من هيئات الأمم المتحدة
actor-intergovernmental = منظمة حكومية دولية
actor-regional-organization = منظمة إقليمية
actor-trade-union = نقابة عمالية
actor-employers = منظمة لأصحاب العمل
actor-civil-society = المجتمع المدني
actor-academia = جامعة أو معهد بحوث
actor-private-sector = شركة
actor-fund = صندوق أو مصرف

## الوحدات: ما يلي العدد. ما بعد «unit-» هو الوحدة كما تكتبها المداخل.

unit-people =
    { $count ->
       *[other] من الأشخاص
    }
unit-people-scaled = من الأشخاص
unit-countries =
    { $count ->
       *[other] من البلدان
    }
unit-States =
    { $count ->
       *[other] من الدول
    }
unit-deaths =
    { $count ->
       *[other] من الوفيات
    }
unit-actions =
    { $count ->
       *[other] من الإجراءات
    }
unit-centres =
    { $count ->
       *[other] من المراكز
    }
unit-consultations =
    { $count ->
       *[other] من المشاورات
    }
unit-entities =
    { $count ->
       *[other] من الكيانات
    }
unit-pages =
    { $count ->
       *[other] من الصفحات
    }
unit-permits =
    { $count ->
       *[other] من التصاريح
    }
unit-pledges =
    { $count ->
       *[other] من التعهدات
    }
unit-stakeholders =
    { $count ->
       *[other] من أصحاب المصلحة
    }
unit-times =
    { $count ->
       *[other] من المرات
    }
unit-years =
    { $count ->
       *[other] من السنوات
    }

## داخل النصوص

callout-note = ملاحظة
callout-tip = نصيحة
callout-important = مهم
callout-warning = تحذير
callout-caution = تنبيه
footnotes = الحواشي
footnote-back = العودة إلى النص
task-done = أُنجز
task-open = لم يُنجز
not-published = لم يُنشر بعد

## الوثائق وفقراتها

paragraph-n = الفقرة { $number }
paragraph-bare = لا يستند أي مدخل إلى هذه الفقرة بعد.
locator-paragraph = الفقرة { $numbers }
locator-paragraphs = الفقرات { $numbers }
locator-page = الصفحة { $numbers }
locator-pages = الصفحات { $numbers }
paragraphs-covered = الفقرات التي تستند إليها مداخل: { $covered } من { $count }.
works-outlined = فقرةً فقرة
works-others = جميع المصادر الأخرى
works-letters = المصادر حسب الحرف الأول
cited-in = ورد الاستشهاد به في

## صفحات خاصة

not-found-title = الصفحة غير موجودة
not-found-text = لا توجد صفحة في هذا العنوان. ربما تغيّر اسمها، أو وقع خطأ في العنوان.
not-found-ways = القوائم أدناه تؤدي إلى جميع الصفحات.
untranslated-notice =
    { $language ->
        [English] لم تُترجم هذه الصفحة إلى العربية، وهي معروضة بالإنكليزية.
       *[other] لم تُترجم هذه الصفحة إلى العربية، وهي معروضة باللغة التالية: { $language }.
    }
untranslated-text-notice =
    { $language ->
        [English] لم يُترجم النص إلى العربية، وهو معروض بالإنكليزية.
       *[other] لم يُترجم النص إلى العربية، وهو معروض باللغة التالية: { $language }.
    }
stale-translation-notice = عُدِّل النص الأصلي في { $date } بعد هذه الترجمة، وقد يتضمن المزيد.
read-original = اقرأ النص الأصلي
moved = انتقلت هذه الصفحة إلى عنوان آخر

## الأعداد

number-million =
    { $number ->
        [one] مليون واحد
        [two] مليونان
        [few] { $number } ملايين
       *[other] { $number } مليون
    }
number-billion =
    { $number ->
        [one] مليار واحد
        [two] ملياران
        [few] { $number } مليارات
       *[other] { $number } مليار
    }
number-trillion =
    { $number ->
        [one] تريليون واحد
        [two] تريليونان
        [few] { $number } تريليونات
       *[other] { $number } تريليون
    }
number-percent = { $number }٪
number-currency = { $amount } { $currency }

## Overviews: their names, and what each is

overview-explore = استكشاف
overview-explore-summary = ابحث عن المداخل بالكلمات، ثم ضيّق النتائج حسب النوع والمستوى والموضوع والهدف والمكان.
overview-coverage = التغطية
overview-coverage-summary = أين توجد مداخل، وأين لا توجد بعد.
overview-progress = التقدم
overview-progress-summary = ما أُنجز، وما هو مقبل، وما تأخر، حتى تاريخ معيّن.
overview-needs = الاحتياجات والعروض
overview-needs-summary = ما يُحتاج إليه وما يُعرض، وأين التقى الاثنان.
overview-places = الأماكن
overview-places-summary = كل بلد في خانة بالحجم نفسه، مع المداخل المتعلقة به.
overview-parties = من وقّع ماذا
overview-parties-summary = الاتفاقات وأطرافها: التوقيع والتصديق وبدء النفاذ.
overview-corridors = ممرات المهارات
overview-corridors-summary = أين تدرّب شراكات المهارات الناس، ولأي عمل، وأين يكون ذلك العمل.

## Explore

explore-filters = عوامل التصفية
explore-clear = مسح الكل
explore-none = لم يُعثر على شيء. استخدم كلمات أقل أو أقصر، أو أزل أحد عوامل التصفية.
explore-unread = لم يُبحث في النصوص، بل في العناوين والملخصات فقط: لم يُحمَّل ملف. اكتب مرة أخرى أو أعد تحميل الصفحة.
explore-found = المداخل التي عُثر عليها
explore-remove = إزالة عامل التصفية

## Coverage

coverage-by-levels = { $rows } حسب المستوى
coverage-by-kinds = { $rows } حسب النوع
coverage-by-themes = { $rows } حسب الموضوع
coverage-targets = غايات الهدف { $number }: { $title }
coverage-reading = يقود كل عدد إلى مداخله. والخانة المظللة بخطوط لا مداخل فيها بعد، وتلك هي رسالة هذه الجداول. والمدخل الذي يندرج في أكثر من صف أو عمود يُحسب في كل منها.
coverage-all = المجموع
coverage-message = توليفات لا مداخل فيها بعد: { $empty } من أصل { $count }.
coverage-full = لكل توليفة مدخل.
coverage-rows-left =
    { $count ->
        [one] لم يُعرض صف واحد مداخله أقل: انظر الكل
        [two] لم يُعرض صفان مداخلهما أقل: انظر الكل
        [few] لم تُعرض { $count } صفوف مداخلها أقل: انظر الكل
        [many] لم يُعرض { $count } صفًا مداخلها أقل: انظر الكل
       *[other] لم يُعرض { $count } صف مداخلها أقل: انظر الكل
    }
coverage-columns-left =
    { $count ->
        [one] لم يُعرض عمود واحد مداخله أقل: انظر الكل
        [two] لم يُعرض عمودان مداخلهما أقل: انظر الكل
        [few] لم تُعرض { $count } أعمدة مداخلها أقل: انظر الكل
        [many] لم يُعرض { $count } عمودًا مداخلها أقل: انظر الكل
       *[other] لم يُعرض { $count } عمود مداخلها أقل: انظر الكل
    }
coverage-bare = لا شيء بعد على الإطلاق: { $names }.
list-separator = {"، "}


## Progress

progress-explained = تحصي هذه الأرقام ما تقوله المداخل عن نفسها وعن استعراضاتها؛ وليس فيها أي درجة تقييم.
progress-overdue = مراحل متأخرة
progress-done = مراحل منجزة
progress-due = مراحل مقبلة
progress-reviewed = التزامات خضعت للاستعراض
progress-late-reviews = استعراضات متأخرة
progress-silent = لم يُبلَّغ عنها
progress-silent-says = لم يُبلَّغ عنها: التزامات لم تُنجز أي مرحلة من مراحلها ولم تخضع لأي استعراض.
progress-counts = الالتزامات ومراحلها وحدها. والالتزام الذي يندرج في أكثر من صف يُحسب في كل صف منها، ويُحسب مرة واحدة في الصف الأخير.

## Needs and offers

needs-sums = المبالغ حسب العملة
needs-currency = العملة
needs-open = احتياجات لم تُلبَّ
needs-offers-free = عروض لأي احتياج

## Places

places-message = عدد البلدان التي لها مداخل: { $named } من أصل { $count }.
places-map = خريطة العالم، كل بلد في خانة بالحجم نفسه
places-regions = البلدان حسب المنطقة
places-tile = { $country }: { $entries }
places-range = من { $from } إلى { $to } من المداخل


## Parties

## Corridors

## Terms

section-counts = توزيع المداخل
section-neighbours = كثيرًا ما يرد مع
counts-kind = حسب النوع
counts-status = حسب الحالة
numbered-goal = الهدف { $number } من أهداف التنمية المستدامة
numbered-target = الغاية { $number }
numbered-objective = الهدف { $number } من أهداف الاتفاق العالمي
meaning-goal = الهدف { $number } من أهداف التنمية المستدامة السبعة عشر؛ ونصه الكامل في قرار الجمعية العامة للأمم المتحدة 70/1.
meaning-target = الغاية { $number } من الهدف { $goal } من أهداف التنمية المستدامة بإيجاز؛ ونصها الكامل في قرار الجمعية العامة للأمم المتحدة 70/1.
meaning-country = الرموز: { $long } و{ $short } في معيار ISO 3166-1، و{ $m49 } في معيار الأمم المتحدة M49.
meaning-region = منطقة في معيار الأمم المتحدة M49، رمزها { $m49 }.
meaning-occupation-1 = المجموعة الرئيسية { $code } في التصنيف الدولي الموحد للمهن ISCO-08.
meaning-occupation-2 = المجموعة الرئيسية الفرعية { $code } في التصنيف الدولي الموحد للمهن ISCO-08.
meaning-occupation-3 = المجموعة الصغرى { $code } في التصنيف الدولي الموحد للمهن ISCO-08.
meaning-occupation-4 = مجموعة الوحدات { $code } في التصنيف الدولي الموحد للمهن ISCO-08.
strip-title = الفقرات التي لها مداخل والتي ليس لها
paragraphs-bare =
    { $count ->
        [0] لكل فقرة مدخل يستند إليها.
        [one] فقرة واحدة لا يستند إليها أي مدخل بعد.
        [two] فقرتان لا يستند إليهما أي مدخل بعد.
        [few] { $count } فقرات لا يستند إليها أي مدخل بعد.
       *[other] { $count } فقرة لا يستند إليها أي مدخل بعد.
    }
strip-section = { $covered } من أصل { $count }
strip-filled = يستند إليها مدخل
strip-bare = بلا مدخل

## Look

# What stands between a label and its value.
colon = :
# What stands between two words of a list.
comma = {"، "}
scheme-dark = ألوان داكنة
status-since =
    { $precision ->
       *[other] { $status } منذ { $date }
    }
status-until = { $status }، { $date }
period-between = { $from } – { $to }
period-from =
    { $precision ->
       *[other] اعتبارًا من { $from }
    }
period-to =
    { $precision ->
       *[other] حتى { $to }
    }
corridor-title = من أين وإلى أين ولأي عمل
corridor-says = من: { $from }. إلى: { $to }. العمل: { $work }.
corridor-says-ends = من: { $from }. إلى: { $to }.
corridors-by-occupation = حسب المهنة
corridors-by-partnership = حسب الشراكة
years-title = سنة بعد سنة
years-counts = مراحل المداخل بأنواعها كلها واستعراضاتها: يُحسب ما أُنجز في السنة التي أُنجز فيها، وما عداه في السنة التي يحل فيها موعده. ولا تُحسب الاستعراضات التي جرت.
years-says = المراحل والاستعراضات. المنجز: { $done }. المتأخر: { $overdue }. المقبل: { $due }.
years-before = قبل { $year }
years-after = بعد { $year }
duration-years =
    { $count ->
        [one] سنة واحدة
        [two] سنتان
        [few] { $count } سنوات
       *[other] { $count } سنة
    }
duration-months =
    { $count ->
        [one] شهر واحد
        [two] شهران
        [few] { $count } أشهر
       [many] { $count } شهرًا
       *[other] { $count } شهر
    }
duration-weeks =
    { $count ->
        [one] أسبوع واحد
        [two] أسبوعان
        [few] { $count } أسابيع
       [many] { $count } أسبوعًا
       *[other] { $count } أسبوع
    }
duration-days =
    { $count ->
        [one] يوم واحد
        [two] يومان
        [few] { $count } أيام
       [many] { $count } يومًا
       *[other] { $count } يوم
    }

## Metadata

metadata-dataset = جميع مداخل هذا الموقع مع بياناتها، وقوائم مصطلحاته، والفقرات التي تستند إليها المداخل، في شكل بيانات.
metadata-axis = { $title }: { $names }.
metadata-term = { $axis }: { $title }. { $entries }، مع الفقرات المستند إليها.
metadata-sources = كل ما تستشهد به المداخل من وثائق، مع المداخل التي تستند إليها.
metadata-figures = كل ما تستخدمه المداخل من أرقام، مع وحداتها وسنواتها ومصادرها.
metadata-glossary = الكلمات التي تستخدمها المداخل وما يُقصد بها.

## Calendar

overview-calendar = التقويم
overview-calendar-summary = ما جرى وما هو آتٍ، بحسب السنة والشهر.
calendar-upcoming = الآتي
calendar-past = ما مضى
calendar-milestone = مرحلة
calendar-review = استعراض
calendar-begins = يبدأ
calendar-began = بدأ
calendar-ends = ينتهي
calendar-ended = انتهى
calendar-enters-into-force = يدخل حيز النفاذ
calendar-entered-into-force = دخل حيز النفاذ
calendar-some-time = خلال { $date }
calendar-left-out =
    { $count ->
        [one] تاريخ واحد أبعد من ذلك غير مدرج هنا، وهو في الموقع.
        [two] تاريخان أبعد من ذلك غير مدرجين هنا، وهما في الموقع.
        [few] { $count } تواريخ أبعد من ذلك غير مدرجة هنا، وهي في الموقع.
        [many] { $count } تاريخًا أبعد من ذلك غير مدرجة هنا، وهي في الموقع.
       *[other] { $count } تاريخ أبعد من ذلك غير مدرجة هنا، وهي في الموقع.
    }
calendar-of = { $what }: { $of }
calendar-joined = { $what } – { $of }
calendar-file = إضافة هذه التواريخ إلى التقويم (iCalendar)
calendar-file-of = التقويم: { $title }
dates-count =
    { $count ->
        [zero] لا مواعيد
        [one] موعد واحد
        [two] موعدان
        [few] { $count } مواعيد
        [many] { $count } موعدًا
       *[other] { $count } موعد
    }
follow = المتابعة

## Citations

cite-entry = الاستشهاد بهذا المدخل
cite-copy = نسخ
cite-copied = تم النسخ
cite-files = لبرامج إدارة المراجع:
export-references-bib = كل المداخل وكل الوثائق بالصيغة التي تقرؤها برامج إدارة المراجع وLaTeX.
export-references-json = كل المداخل وكل الوثائق بالصيغة التي يقرؤها Zotero وPandoc وغيرهما من برامج الاستشهاد.

## Open data

overview-data = بيانات مفتوحة
overview-data-summary = كل ما في هذا الموقع في شكل جداول وملفات للبرامج، مع أوصافها.
data-promise = تُعدّ جميع الملفات مما تُعدّ منه الصفحات وفي اللحظة نفسها. المعرّفات والعناوين ثابتة. لا مسودات في أي منها، ولا الصفحات التي تتحدث عن الموقع نفسه.
data-licence = الرخصة
data-publisher = الناشر
data-changed = آخر تغيير في مدخل
data-entries = المداخل
data-file = الملف
data-holds = محتواه
data-rows =
    { $count ->
        [zero] لا صفوف
        [one] صف واحد
        [two] صفان
        [few] { $count } صفوف
        [many] { $count } صفًا
       *[other] { $count } صف
    }
data-size = العدد
data-format = الصيغة
data-schema = وصفه في
data-example = بدايته:
data-tables = جداول
data-tables-about = لبرامج الجداول والإحصاء: CSV بترميز UTF-8، والأسماء في الصف الأول. تُفصل القوائم في الخلية الواحدة بفاصلة منقوطة ومسافة. وتبدأ بفاصلة علوية كل خلية قد يعدّها برنامج الجداول صيغة حسابية. تُربط الجداول بمعرّفات المداخل والمصطلحات، ويُترك كل جدول بلا صفوف.
data-database = قاعدة بيانات
data-database-about = لمن يريد طرح الأسئلة: جميع الجداول أعلاه بمفاتيحها، ونصوص المداخل بجميع اللغات مع فهرس للنص الكامل لكل لغة، في ملف SQLite واحد. كل جدول وكل عمود يشرح معناه: في الملف نفسه وفي ملف SQL المرافق.
data-json = JSON
data-json-about = للبرامج: كل شيء في ثلاثة ملفات، بالأسماء التي يكتبها المحررون. ولكل مدخل أيضًا ملفه index.json بجانب صفحته. ويرتفع رقم الإصدار حين يتغير معنى حقل أو يزول.
data-linked = بيانات مترابطة
data-linked-about = لمن يربط بيانات مواقع عدة: العبارات نفسها بصيغتي Turtle وJSON-LD (RDF 1.1). قوائم المصطلحات وفق SKOS مع مطابقات تامة للأهداف والبلدان والمناطق، والاتفاقات وفق ELI، والمصادر وفق PROV، ومجموعة البيانات وفق DCAT، وما سواها وفق schema.org وكلمات هذا الموقع. وعنوان كل شيء هو عنوان صفحته.
export-site-ttl = كل المداخل وقوائم المصطلحات والوثائق بصيغة Turtle
export-site-jsonld = ما سبق بصيغة JSON-LD
export-ontology-ttl = كلمات هذا الموقع: الأصناف والخصائص ومعانيها
export-shapes-ttl = أشكال SHACL: ما تكون عليه العبارات
export-dcat-ttl = مجموعة البيانات وملفاتها وفق DCAT
data-reading = سبل الوصول
data-reading-about = لبرامج قراءة الموجزات، وللنماذج اللغوية وكل من يقرأ آليًا. وإلى جانب صفحة كل مدخل ملف index.md يضم بياناته ونصه بصيغة Markdown.
export-feeds-opml = جميع الموجزات، لاستيرادها في برنامج لقراءتها
export-feed-xml = أحدث المداخل بهذه اللغة، لبرامج قراءة الموجزات. ولكل مصطلح موجزه
export-calendar-ics = المواعيد المقبلة والماضية، لبرامج التقويم. وللمصطلحات تقاويمها
export-llms-txt = ما هو الموقع وأين أجزاؤه، وفق مقترح llmstxt.org
llms-about = تقود الروابط أدناه إلى ملفات Markdown حيث توجد؛ أما ملفات البيانات فتضم كل شيء. ولا مسودات في أي منها.
llms-more =
    { $count ->
        [one] مدخل آخر في ملفات البيانات
        [two] مدخلان آخران في ملفات البيانات
        [few] { $count } مداخل أخرى في ملفات البيانات
        [many] { $count } مدخلًا آخر في ملفات البيانات
       *[other] { $count } مدخل آخر في ملفات البيانات
    }
data-schemas = أوصاف
data-schemas-about = معاني الأعمدة والحقول، للناس وللبرامج التي تتحقق.
export-entries-csv = كل المداخل بالحقول المشتركة بين الأنواع
export-commitments-csv = الالتزامات بكل حقولها
export-practices-csv = الممارسات بكل حقولها
export-skills-partnerships-csv = شراكات المهارات بكل حقولها
export-agreements-csv = الاتفاقات بكل حقولها
export-milestones-csv = المراحل: ما ينبغي بلوغه، وموعده، ومتى أُنجز
export-reviews-csv = الاستعراضات: ما خلصت إليه، وأين، ومن يقول ذلك
export-parties-csv = أطراف الاتفاقات: التوقيع والتصديق والنفاذ
export-results-csv = النتائج: ما قيس، ولمن
export-needs-csv = الاحتياجات
export-offers-csv = العروض، والاحتياجات التي تلبيها
export-sources-csv = مصادر المداخل بالفقرات والصفحات
export-relations-csv = علاقات المداخل بعضها ببعض، من الطرفين
export-mentions-csv = أي مدخل يذكر أي مدخل في نصه
export-entry-terms-csv = أي مدخل يسمّي أي مصطلح، وفي أي حقل
export-entry-parties-csv = أي مدخل يسمّي أي جهة فاعلة أو بلد أو فئة، وفي أي حقل
export-translations-csv = العناوين والملخصات بلغات أخرى
export-translated-parts-csv = نصوص المراحل والاستعراضات والاحتياجات والعروض والنتائج بلغات أخرى
export-terms-csv = كل المصطلحات في كل القوائم
export-axes-csv = قوائم المصطلحات
export-works-csv = المراجع
export-paragraphs-csv = أي مدخل يستند إلى أي فقرة من وثيقة
export-figures-csv = الإحصاءات بمصادرها
export-site-sqlite = جميع الجداول والنصوص في قاعدة بيانات SQLite
export-entries-json = كل المداخل بكل حقولها وعلاقاتها
export-vocabulary-json = كل قوائم المصطلحات بمصطلحاتها ومداخل كل منها
export-concordance-json = كل فقرات الوثائق المفصّلة مع المداخل التي تستند إليها
export-datapackage-json = كل الجداول والأعمدة والمفاتيح، وفق Tabular Data Package
export-schema-entry-json = مخطط JSON Schema لمدخل
export-schema-entries-json = مخطط JSON Schema لملف entries.json
export-schema-vocabulary-json = مخطط JSON Schema لملف vocabulary.json
export-schema-site-sql = جداول قاعدة البيانات بلغة SQL مع الشروح
export-schema-concordance-json = مخطط JSON Schema لملف concordance.json

## Order and ways out of explore

explore-sort = الترتيب حسب
explore-by-relevance = الصلة
explore-by-title = العنوان
explore-by-updated = آخر تغيير
explore-pages = صفحات بهذا الاسم
explore-near = هل المقصود:
explore-without = بدون:
explore-locators = فقرة الفقرة فقرتان الفقرتان فقرات الفقرات صفحة para paras paragraph
# What goals and targets, and objectives, are called before their number.
explore-goals = غاية الغاية غايات
explore-objectives = هدف الهدف أهداف
explore-indexes = هنا كل شيء بحسب الفهارس. يعمل البحث بالكلمات وعوامل التصفية حيث تعمل البرامج النصية.
