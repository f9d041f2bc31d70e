"""The sheets, titles and headers of lists 1 to 7 of Ofsted's Annex A, as in its template of August 2019."""

FIVE = ("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)")
SIX = (*FIVE, "Does the Child have a Disability")
ALLOCATED = ("Allocated Team", "Allocated Worker")
LISTS = (
    ("List_1", "List 1: Contacts", (*FIVE, "Date of Contact", "Contact Source")),
    (
        "List_2",
        "List 2: Early Help",
        (*FIVE, "Assessment start date", "Assessment completion date", "Organisation completing assessment"),
    ),
    (
        "List_3",
        "List 3: Referral",
        (
            *FIVE,
            "Date of referral",
            "Referral Source",
            "Referral NFA?",
            "Number of Referrals in Last 12 Months",
            *ALLOCATED,
        ),
    ),
    (
        "List_4",
        "List 4: Assessments",
        (
            *SIX,
            "Continuous Assessment Start Date",
            "Child Seen During Continuous Assessment",
            "Continuous Assessment Date of Authorisation",
            "Was the child assessed as requiring LA children’s social care support",
            *ALLOCATED,
        ),
    ),
    (
        "List_5",
        "List 5: Section 47 enquiries and Initial Child Protection Conferences",
        (
            *SIX,
            "Strategy discussion initiating Section 47 Enquiry Start Date",
            "Was an Initial Child Protection Conference deemed unnecessary?",
            "Date of Initial Child Protection Conference",
            "Did the Initial Child Protection Conference Result in a Child Protection Plan",
            "Number of Section 47 Enquiries in the last 12 months",
            "Number of ICPCs in the last 12 months",
            *ALLOCATED,
        ),
    ),
    (
        "List_6",
        "List 6: Children in Need",
        (
            *SIX,
            "CIN Start Date",
            "Primary Need Code",
            "Date Child Was Last Seen",
            "CIN Closure Date",
            "Reason for Closure",
            "Case status",
            *ALLOCATED,
        ),
    ),
    (
        "List_7",
        "List 7: Child protection",
        (
            *SIX,
            "Child Protection Plan Start Date",
            "Initial Category of Abuse",
            "Latest Category of Abuse",
            "Date of the Last Statutory Visit",
            "Was the Child Seen Alone?",
            "Date of latest review conference",
            "Child Protection Plan End Date",
            "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
            "Number of Previous Child Protection Plans",
            *ALLOCATED,
        ),
    ),
)
