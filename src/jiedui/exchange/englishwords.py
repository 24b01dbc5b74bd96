"""English headings of the fields of returns, and English words of titles, by field and by kind.

The words a field goes by (`fieldwords.ENGLISH`) are always among its headings; here are the others
that offices use. What stands under a kind is of that kind alone. Knows no Django.
"""

from __future__ import annotations

FIELDS = {
    "activity_count": "activities;visits;exchanges;times;number of exchanges;number of visits",
    "actual_end": "actual end;actual completion;departed;left;actual return;date left;returned",
    "actual_start": "actual start;arrived;actual arrival;date of arrival;took up post;"
    "date arrived",
    "agenda": "agenda;subject;subjects;topic;topics;main topics;main agenda;matters discussed;"
    "contents;content;main content;purpose of visit;purpose;theme;issues discussed;main issues",
    "aid_fen": "aid;aid subtotal;aid total;total aid;assistance;assistance funds;aid amount;"
    "assistance subtotal;total assistance",
    "allotted_fen": "allotted;allocated;funds allocated;allocation;released;funds released;"
    "amount allocated;transferred;funds received;received",
    "amount_fen": "amount;value;sum;total amount;amount or value;gift value;donation amount;"
    "amount donated;amount of donation;cash amount;money;value of gift;estimated value;"
    "cash value;amount received;total value",
    "approval_date": "approval date;approved on;date approved;approval",
    "approval_no": "approval no;approval number;approval document;document no;document number;"
    "approval document no",
    "as_of": "as of;as at;date;reference date;observation date;reporting date;at the end of;"
    "date of count;year end;end of year;cut-off date;point in time;time point",
    "bank_account": "bank account;account no;account number;bank account no;bank card no",
    "basis": "basis;agreement;document;legal basis;basis document;agreement no",
    "batches": "batches;classes;number of classes;courses;sessions;number of sessions;batch;"
    "number of courses;rounds",
    "benefit_households": "households reached;beneficiary households;households benefited;"
    "households benefiting;benefiting households",
    "benefit_people": "people reached;beneficiaries;people benefited;people benefiting;"
    "benefiting people;number of beneficiaries;persons benefited;population reached",
    "benefit_poor_people": "poor beneficiaries;registered poor beneficiaries;of which poor;"
    "of which registered poor;poor people reached;of whom poor",
    "benefit_poor_households": "of which poor households;poor households reached",
    "bill_date": "bill date;receipt date;invoice date;date of receipt;date of invoice;"
    "voucher date;"
    "receipt issued on",
    "bill_no": "bill no;bill number;receipt no;receipt number;invoice no;invoice number;"
    "voucher no;donation receipt no;receipt;number of receipt",
    "birth": "birth;date of birth;month of birth;born;birth date;birthday;dob;"
    "year and month of birth",
    "block": "block;category;area;field;section;area of work;sector;type",
    "buyer": "buyer;purchaser;purchased by;buying unit;customer;purchasing unit;client;bought by",
    "category": "category;project category;sector;type of project;project type;kind;type;field",
    "channel": "channel;sales channel;route;way;sold through;means",
    "class_name": "training class;course;class;course title;name of course;training;class title;"
    "training course;programme;program;name of training;course name;training programme;title",
    "completion_rate": "completion rate;completion;rate of completion;achieved;% of target;"
    "percent complete;% complete;completed;progress",
    "contact": "contact;contact person;person responsible;person in charge;responsible person",
    "content": "content;contents;description;scope;project content;content and scope;works;"
    "scope of works;main content;project description;details",
    "cost_fen": "cost;training cost;cost of training;expenses;budget;funds;expenditure;funding",
    "county": "county;recipient county;beneficiary county;counties;partner county;project county;"
    "county/district;county or district;district/county;assisted county;county (city);"
    "county/city;location county;place;county name;district;aided county;region",
    "credit_code": "unified social credit code;social credit code;credit code;uscc;"
    "credit code of donor;donor's credit code;organisation code;organization code;uscc of donor",
    "cumulative": "cumulative;cumulative total;year to date;ytd;total to date;accumulated;to date;"
    "total since january;cumulative this year;since january",
    "days": "days;number of days;duration;training days;length;duration days;days of training",
    "direction": "direction;east/west;direction of visit;visit direction;way;outbound/inbound",
    "district_fen": "district fund;district funds;district finance;district level;district;"
    "district fiscal;district government;from the district;district budget",
    "donation_date": "donation date;date;gift date;date of gift;date received;received on;"
    "date given;date of donation;date of transfer;donated on;day;date of delivery;transfer date;"
    "date donated",
    "donor": "donor;contributor;given by;giver;donating unit;donor unit;donor organisation;"
    "donor organization;donated by;donating entity;donating organisation;donating organization;"
    "donor company;sponsor;from;donating company;benefactor;contributed by",
    "employer": "employer;company;enterprise;workplace;employing unit;hired by;employing company;"
    "factory;working unit",
    "end_date": "end;end date;to;until;finish;finished;finish date;completion;"
    "completion date;ended;"
    "date completed;closing date;date of end;return date;till;expiry;expires;valid until",
    "exit_year": "year of exit;exit year;year lifted out of poverty;year out of poverty;exited in;"
    "year of poverty exit;poverty exit year",
    "field": "professional field;field;speciality;specialty;profession;expertise;discipline",
    "fund_source": "fund source;source of funds;funding source;funded by;source;paid by",
    "gift_kind": "kind of gift;type of gift;gift type;type;kind;form;form of gift;cash or goods;"
    "cash/goods;cash or in kind;cash/in-kind;form of donation;type of donation;donation type;"
    "money or goods;nature;category;mode",
    "goods": "goods;items;goods donated;materials;in-kind;in kind;item;description of goods;"
    "goods and quantity;supplies;articles;goods (quantity);list of goods",
    "head_name": "head of household;household head;name of household head;name of head;head;"
    "householder;head name;name",
    "home_unit": "sending unit;home unit;home organisation;home organization;seconded from;from;"
    "dispatching unit;original unit;work unit;employer;unit;home institution;sent by",
    "host_position": "host unit and post;host position;post in host county;seconded to;host post;"
    "host unit;position in host county;position held;post held;receiving unit and post;"
    "receiving unit;secondment post;host unit and position;new post;assigned to",
    "households": "households;number of households;poor households;registered households;hh;"
    "registered poor households;total households;household count;families",
    "id_no": "identity number;id no;id number;id;id card no;id card number;identity card no;"
    "identity card number;national id;citizen id;id card;national id no",
    "income_pc_fen": "net income per person;income per capita;per capita net income;"
    "per capita income;net income per capita;income per head",
    "indicator": "indicator;item;indicators;measure;index;metric;name of indicator;task",
    "last_year": "same period last year;last year;previous year;same month last year;year before;"
    "corresponding period last year",
    "leader": "leader;led by;head of delegation;delegation head;delegation led by;"
    "leading official;"
    "headed by;delegation leader;host;chair;chaired by;lead;leader and post;name of leader;"
    "leader (post);team leader",
    "level": "level;rank;level of leader;level of visit;tier;grade",
    "location": "location;place of work;site;project site;town;township;place;address;village;"
    "project location;where",
    "main_cause": "main cause of poverty;cause of poverty;cause;main cause;reason for poverty",
    "members": "household members;members;family members;household size;size of household;"
    "persons in household;family size;people;number of members;population",
    "minutes_no": "number of minutes;minutes no;minutes;minutes number;memo no;document no;"
    "record no;minutes ref;ref no;memorandum no;minutes of meeting",
    "month_value": "this month;month;current month;in the month;monthly;actual this month;"
    "value this month;monthly value",
    "monthly_pay_fen": "monthly pay;monthly wage;monthly salary;wage;salary;pay;monthly income;"
    "wages;wage per month;pay per month;salary per month",
    "municipal_fen": "municipal pooled fund;municipal fund;municipal funds;municipal finance;"
    "municipal;municipal level;city fund;city funds;municipal budget;provincial pooled fund;city",
    "name": "name;full name;name of person;person",
    "organiser": "organiser;organizer;organised by;organized by;host;hosted by;host unit;"
    "organising unit;organizing unit;held by;training provider;provider;run by",
    "owner_unit": "implementing unit;implementer;implementing agency;project owner;owner;"
    "implemented by;executing unit;implementing entity;implementing partner",
    "paid_fen": "disbursed;paid;paid out;spent;amount paid;funds paid;disbursement;expenditure;"
    "funds disbursed;amount disbursed;payments;paid to date",
    "paid_rate": "rate of payment;payment rate;disbursement rate;% paid;% disbursed;percent paid",
    "pairing_kind": "kind of pairing;pairing type;type of pairing;type;kind;category;pairing;"
    "pairing category;relationship;type of partnership",
    "people": "people;persons;number of people;number of persons;headcount;population;head count;"
    "poor population;registered poor;registered poor population;poor people;trainees;participants;"
    "people trained;number of trainees;number of participants;delegation size;size of delegation;"
    "total people;attendees;number attending;persons in delegation;party size;people in party",
    "period": "period;month;reporting period;reporting month",
    "person_times": "attendances;person-times;person times;participations;total attendances",
    "phone": "telephone;phone;tel;mobile;phone no;phone number;mobile phone;contact number;"
    "mobile no",
    "place": "place;venue;location;training place;place of training;training venue;site;"
    "held at;where",
    "planned_end": "planned end;planned end date;end date;to;until;end;expected end;term end;"
    "end of term;scheduled end",
    "planned_start": "planned start;planned start date;start date;from;start;expected start;"
    "term start;start of term;scheduled start;term;term of secondment;period;secondment period",
    "poor_households": "registered households reached;poor households;poor households benefited;"
    "households benefited;poor households benefiting;registered poor households;hh benefited;"
    "beneficiary households",
    "poor_people": "of them registered poor;registered poor;of which poor;of whom poor;"
    "poor trainees;of which registered poor;poor participants;registered poor trainees",
    "poor_type": "kind of registered household;household type;type of household;type;poverty type;"
    "category;poverty category;registered type;status",
    "position": "former post;position;post;original post;home post;title;job title;present post;"
    "position at home;original position;home position;rank",
    "poverty_rate": "poverty rate;incidence of poverty;poverty incidence;poverty headcount ratio;"
    "incidence;headcount ratio",
    "prefecture": "prefecture;city/prefecture;prefecture/city;prefecture or city;"
    "prefecture (city);city",
    "price_fen": "unit price;price;price per unit",
    "producer": "supplier;producer;seller;supplied by;supplying unit;vendor;cooperative;source;"
    "producer or supplier;made by",
    "product": "product;goods;item;product name;commodity;article;products;description",
    "progress_rate": "physical progress;progress;progress rate;% complete;works progress;"
    "completion",
    "project_count": "number of projects;projects;project count",
    "project_name": "project;project name;name of project;project title;name;title;activity",
    "purpose": "purpose;use;used for;intended use;designated use;purpose of gift;use of gift;"
    "earmarked for;for;purpose of donation;usage;intended purpose",
    "qty_unit": "unit;unit of measure;measure;unit of quantity;uom",
    "quantity": "quantity;qty;amount;volume;number",
    "recipient": "recipient;beneficiary;received by;receiver;recipient unit;receiving unit;to;"
    "given to;recipient organisation;recipient organization;beneficiary unit;donee;"
    "beneficiary organisation;beneficiary organization;receiving party;recipient entity",
    "recipient_own_fen": "county's own fund;county own funds;county funds;local funds;own funds;"
    "county counterpart;counterpart funds;local counterpart;own contribution;county contribution;"
    "self-raised;self-raised funds;county self-raised",
    "region": "place of work;work region;working place;work place;workplace;province of work;"
    "place of employment;destination;works in;location",
    "registered_status": "registered status;status;type;category;household type;poverty status",
    "remark": "remark;remarks;note;notes;comment;comments;observation;observations;rmk;memo",
    "responsible_unit": "responsible unit;unit responsible;responsible agency;lead unit;"
    "responsible department;implementing unit;unit in charge;department in charge",
    "sale_date": "date of sale;sale date;date;sold on;date sold;sales date;purchase date;"
    "date of purchase;order date;delivery date",
    "seq": "no;number;s/n;sn;serial no;serial number;serial;#;item no;nr;seq;line;index;ref",
    "settled_fen": "audited amount;settled;settled amount;final account;audited;settlement",
    "sex": "sex;gender;m/f",
    "social_fen": "social donations;donations;social funds;donated funds;social contribution;"
    "contributions from society;donated;charity;society",
    "start_date": "start;start date;from;begin;began;beginning;commencement;commencement date;"
    "started;date of start;starting date;departure date;date of arrival;since;opening date;"
    "begin date;signed on;date signed;signing date;date of signing",
    "status": "status;planned or actual",
    "surplus_fen": "surplus;balance;unspent;remaining;remaining balance;unspent balance",
    "target": "target of the year;annual target;target;year target;plan;annual plan;goal;"
    "yearly target",
    "total_fen": "total investment;investment;total cost;total budget;project cost;budget;"
    "total project cost;total;investment total;total amount;planned investment",
    "town": "town;township;town/township;township/town;home town;town or township",
    "town_fen": "town fund;town funds;street/town;subdistrict;town level;sub-district and town",
    "trainee_kind": "trainees;target group;participants;trained group;type of trainees;for whom;"
    "target trainees;kind of trainees;audience;type of participants",
    "unit": "unit;unit of measure;unit of measurement;uom",
    "village": "village;administrative village",
    "year": "year;fiscal year",
}  # fmt: skip
"""Further English headings of a field, in every kind that has it, parted by `;`."""

SPANS = (
    "date;dates;period;duration;term;from - to;start and end;dates of visit;visit dates;"
    "date of visit;"
    "visit date;training dates;training date;date of training;date of class;course dates;"
    "period of work;"
    "time;when;date(s);held on;construction period;implementation period;project period;"
    "period of pairing;term of pairing;pairing period;meeting date;date of meeting;"
    "employment period;"
    "period of employment;validity;secondment period;dates of secondment"
)
"""English headings of fields that take a start and an end from one cell."""

KIND_FIELDS = {
    "consumption": {"amount_fen": "sales;sales amount;sales value;turnover;total price"},
    "household_counts": {"people": "people;persons;poor persons;registered persons"},
    "labour": {
        "county": "home county;county of origin",
        "name": "worker;name of worker;worker's name",
        "start_date": "start of work;employed since;started work;employed from;date employed;"
        "employment date;date of employment;start of employment",
        "town": "town of origin",
        "channel": "how employed;channel of employment;employment channel",
    },
    "monthly_return": {"target": "planned"},
    "pairing": {
        "donor": "eastern unit;eastern side;supporting unit;party a;eastern partner;east;"
        "assisting unit;supporting side;eastern party",
        "recipient": "western unit;western side;supported unit;party b;western partner;west;"
        "assisted unit;supported side;western party",
        "amount_fen": "funds;support funds;aid;aid funds;assistance funds;funding;aid amount",
    },
    "plan": {
        "start_date": "planned start;planned start date;start of works",
        "end_date": "planned end;planned completion;planned completion date;end of works",
        "responsible_unit": "implementing unit;implementer",
    },
    "project_fund": {
        "start_date": "start of works;date of start",
        "end_date": "end of works;completed on",
    },
    "secondment": {
        "secondment_kind": "kind of secondment;type;category;type of secondment;kind;staff type",
        "county": "host county;partner county;county",
    },
    "training": {"county": "county of trainees"},
    "visit": {"times": "times;number of visits"},
}
"""English headings of a field in one kind, parted by `;`."""

TITLES = {
    "consumption": "consumption assistance;consumption support;sales ledger;procurement ledger;"
    "purchases from;product sales;consumer support",
    "donation": "donation;gifts received;csr;charitable gift;contributions ledger",
    "household_counts": "registered poor;poor households and;poverty headcount;poor population;"
    "household counts;households and population;poverty figures;poverty data",
    "household_list": "household list;list of households;list of registered;registered household",
    "labour": "labour cooperation;labor cooperation;labour transfer;migrant work;employment of;"
    "workers list;labour ledger;employment register;labour export",
    "monthly_return": "monthly return;monthly report;monthly progress;monthly statistics",
    "pairing": "pairing;twinning;paired;pairs list;partnership table",
    "plan": "annual plan;project plan;plan for 20;planned projects;work plan;plan 20;"
    "plan of projects",
    "project_fund": "project fund;project ledger;funds ledger;aid projects;project list;"
    "fund ledger",
    "secondment": "secondment;seconded;roster of cadres;cadres and;roster of staff;roster",
    "training": "training",
    "visit": "visits;mutual visit;exchange visit;delegation;visit ledger;visit card;visit record;"
    "joint meeting;visit register;high-level",
}
"""English words of a title that speak for a kind, parted by `;`."""
